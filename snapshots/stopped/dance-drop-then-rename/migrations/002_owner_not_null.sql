CREATE TABLE tasks_new (id INTEGER PRIMARY KEY, title TEXT, owner TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
INSERT INTO tasks_new (id, title, owner) SELECT id, title, owner FROM tasks;
DROP TABLE tasks;
ALTER TABLE tasks_new RENAME TO tasks;
CREATE INDEX tasks_owner ON tasks(owner);
