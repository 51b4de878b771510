CREATE TABLE kept AS SELECT * FROM members;
DROP TABLE members;
CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL, team INTEGER REFERENCES teams (id) ON DELETE CASCADE, age INT);
INSERT INTO members (id, name, team) SELECT id, name, team FROM kept;
DROP TABLE kept;
CREATE TABLE teams_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO teams_new SELECT id, name FROM teams;
DROP TABLE teams;
ALTER TABLE teams_new RENAME TO teams;
