PRAGMA foreign_keys = 0;
CREATE TABLE attachments_new (_id INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES notes(_id) ON DELETE CASCADE, uri TEXT NOT NULL, size INTEGER, mime TEXT);
INSERT INTO attachments_new (_id, note, uri, size) SELECT _id, note, uri, nullif(size, -1) FROM attachments;
DROP TABLE attachments;
ALTER TABLE attachments_new RENAME TO attachments;
CREATE INDEX attachments_note ON attachments(note);
PRAGMA foreign_keys = 1;
PRAGMA user_version = 7;
