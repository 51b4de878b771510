-- Misused: the table is there, so this makes no column "topic".
CREATE TABLE IF NOT EXISTS rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL, topic TEXT);
CREATE INDEX IF NOT EXISTS messages_room ON messages (room_id, sent_at);
CREATE INDEX IF NOT EXISTS messages_sender ON messages (sender);
