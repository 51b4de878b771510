CREATE VIRTUAL TABLE found USING fts5 (email, content='users', content_rowid='id');
INSERT INTO found (found) VALUES ('rebuild');
