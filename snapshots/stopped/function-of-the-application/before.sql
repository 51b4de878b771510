CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL);
INSERT INTO kysely_migration VALUES ('001_users', '2026-01-01T00:00:00.000Z');
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, hash TEXT);
INSERT INTO users VALUES (1, 'ada', 'x1'), (2, 'bob', 'x2');
CREATE TABLE tags (id INTEGER PRIMARY KEY);
