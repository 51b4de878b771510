PRAGMA foreign_keys=OFF;
BEGIN;
CREATE TABLE teams_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO teams_new SELECT id, name FROM teams;
DROP TABLE teams;
ALTER TABLE teams_new RENAME TO teams;
COMMIT;
PRAGMA foreign_keys=ON;
