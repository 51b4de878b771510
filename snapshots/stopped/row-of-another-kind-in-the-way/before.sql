CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL);
INSERT INTO kysely_migration VALUES ('001_users', '2026-01-01T00:00:00.000Z');
CREATE TABLE themes (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE settings (name TEXT PRIMARY KEY, theme INTEGER NOT NULL REFERENCES themes(id)) WITHOUT ROWID;
INSERT INTO themes VALUES (1, 'light'), (2, 'dark');
INSERT INTO settings VALUES ('default', 2);
