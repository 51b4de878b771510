DROP TABLE found;
CREATE VIRTUAL TABLE found USING fts5 (email, plan, content='users', content_rowid='id');
INSERT INTO found (found) VALUES ('rebuild');
