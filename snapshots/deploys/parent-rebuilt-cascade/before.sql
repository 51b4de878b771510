CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO kysely_migration VALUES ('001_init', '2026-01-01T00:00:00.000Z');
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL, team INTEGER REFERENCES teams (id) ON DELETE CASCADE);
INSERT INTO teams VALUES (1, 'red'), (2, 'blue'), (9, 'nobody');
INSERT INTO members VALUES (1, 'ada', 1), (2, 'bob', 1), (3, 'cy', 2), (4, 'dee', NULL);
