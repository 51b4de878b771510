DELETE FROM reactions;
DROP TABLE reactions;
CREATE TABLE reactions (message_id INTEGER NOT NULL, emoji TEXT NOT NULL, count INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (message_id, emoji)) WITHOUT ROWID;
