CREATE TABLE members_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, team INTEGER REFERENCES teams (id) ON DELETE CASCADE, age INT);
INSERT INTO members_new (id, name, team) SELECT id, name, team FROM members;
DROP TABLE members;
ALTER TABLE members_new RENAME TO members;
