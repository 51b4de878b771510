BEGIN;
CREATE TABLE visits (
	id INTEGER PRIMARY KEY,
	reason TEXT NOT NULL CHECK (length(reason) < 200),
	day TEXT,
	room_id INTEGER NOT NULL REFERENCES rooms (id)
);
CREATE INDEX idx_visits_room ON visits (room_id);
COMMIT;
