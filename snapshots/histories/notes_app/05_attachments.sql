CREATE TABLE attachments (_id INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES notes(_id) ON DELETE CASCADE, uri TEXT NOT NULL, size INTEGER NOT NULL DEFAULT -1);
CREATE INDEX attachments_note ON attachments(note);
PRAGMA user_version = 5;
