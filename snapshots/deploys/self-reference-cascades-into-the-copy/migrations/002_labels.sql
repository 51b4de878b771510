CREATE TABLE nodes_new (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES nodes (id) ON DELETE CASCADE, label TEXT NOT NULL);
INSERT INTO nodes_new SELECT id, parent, label FROM nodes;
DROP TABLE nodes;
ALTER TABLE nodes_new RENAME TO nodes;
