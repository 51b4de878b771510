CREATE TABLE kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
CREATE TABLE kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO kysely_migration VALUES ('001_tasks', '2026-01-02T03:04:05.678Z');
CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT, owner TEXT);
CREATE INDEX tasks_owner ON tasks(owner);
INSERT INTO tasks VALUES (1, 'write', 'ada'), (5, 'read', 'bob'), (9, 'sleep', 'ada');
