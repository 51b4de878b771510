DROP TABLE visit_archive;
DROP INDEX idx_visits_room;
CREATE INDEX idx_visits_room ON visits (room_id, day);
