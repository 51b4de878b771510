CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO kysely_migration VALUES ('001_init', '2026-01-01T00:00:00.000Z');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE old_users (id INTEGER PRIMARY KEY, email TEXT);
CREATE VIEW emails AS SELECT email FROM old_users;
INSERT INTO users VALUES (1, 'ada@example.com');
