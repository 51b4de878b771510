CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT, owner TEXT);
CREATE INDEX tasks_owner ON tasks(owner);
