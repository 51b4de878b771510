CREATE TABLE notebooks (_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO notebooks VALUES (1, 'Notes');
ALTER TABLE notes ADD COLUMN notebook INTEGER DEFAULT NULL REFERENCES notebooks(_id);
UPDATE notes SET notebook = 1;
PRAGMA user_version = 3;
