DROP TABLE IF EXISTS members;
CREATE TABLE members (
  room_id INTEGER NOT NULL REFERENCES rooms (id),
  nick TEXT NOT NULL,
  joined_at INTEGER NOT NULL DEFAULT 0
);
INSERT INTO members (room_id, nick) SELECT DISTINCT room_id, sender FROM messages WHERE room_id IN (SELECT id FROM rooms) AND sender IS NOT NULL;
