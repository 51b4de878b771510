DROP TABLE IF EXISTS tasks_old;
ALTER TABLE tasks RENAME TO tasks_old;
CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT, owner TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
INSERT INTO tasks (id, title, owner) SELECT id, title, owner FROM tasks_old;
DROP TABLE tasks_old;
CREATE INDEX tasks_owner ON tasks(owner);
