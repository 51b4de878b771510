CREATE TEMPORARY TABLE tasks_backup AS SELECT id, title FROM tasks;
DROP TABLE tasks;
CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
INSERT INTO tasks SELECT id, title FROM tasks_backup;
DROP TABLE tasks_backup;
CREATE INDEX tasks_title ON tasks(title);
