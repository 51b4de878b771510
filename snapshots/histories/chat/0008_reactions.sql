CREATE TABLE IF NOT EXISTS reactions (message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE, nick TEXT NOT NULL, emoji TEXT NOT NULL, UNIQUE (message_id, nick, emoji));
CREATE TRIGGER IF NOT EXISTS messages_gone BEFORE DELETE ON messages BEGIN DELETE FROM reactions WHERE message_id = OLD.id; END;
