ALTER TABLE rooms ADD COLUMN topic TEXT;
DROP INDEX IF EXISTS messages_room;
CREATE INDEX IF NOT EXISTS messages_room ON messages (room_id, sent_at);
