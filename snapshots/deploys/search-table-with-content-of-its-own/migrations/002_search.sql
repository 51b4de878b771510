CREATE VIRTUAL TABLE found USING fts5 (email);
INSERT INTO found (rowid, email) SELECT id, email FROM users;
