CREATE TABLE tags (id INTEGER PRIMARY KEY);
PRAGMA foreign_keys=OFF;
CREATE TABLE teams_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO teams_new SELECT id, name FROM teams;
DROP TABLE teams;
ALTER TABLE teams_new RENAME TO teams;
PRAGMA foreign_keys=ON;
DELETE FROM teams WHERE name = 'blue';
UPDATE members SET team = NULL WHERE team NOT IN (SELECT id FROM teams);
