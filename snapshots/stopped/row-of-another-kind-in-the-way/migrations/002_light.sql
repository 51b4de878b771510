CREATE TABLE tags (id INTEGER PRIMARY KEY);
INSERT INTO settings VALUES ('default', (SELECT id FROM themes WHERE name = 'light'));
CREATE TABLE marks (id INTEGER PRIMARY KEY);
