CREATE TABLE releases (name TEXT PRIMARY KEY);
INSERT INTO releases VALUES ('001_users');
CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY REFERENCES releases(name), timestamp varchar(255) NOT NULL);
INSERT INTO kysely_migration VALUES ('001_users', '2026-01-01T00:00:00.000Z');
CREATE TABLE users (id INTEGER PRIMARY KEY);
