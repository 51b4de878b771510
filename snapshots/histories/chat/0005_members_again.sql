-- nobody has used it yet: simply make it anew
DROP TABLE IF EXISTS members;
CREATE TABLE members (
  room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
  nick TEXT NOT NULL COLLATE NOCASE,
  joined_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (room_id, nick)
);
INSERT OR IGNORE INTO members (room_id, nick) SELECT room_id, sender FROM messages WHERE room_id IN (SELECT id FROM rooms) AND sender IS NOT NULL;
