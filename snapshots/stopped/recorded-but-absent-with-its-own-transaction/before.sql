CREATE TABLE kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
CREATE TABLE kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO kysely_migration VALUES ('001_users', '2026-01-01T00:00:00.000Z');
INSERT INTO kysely_migration VALUES ('002_posts', '2026-01-02T00:00:00.000Z');
INSERT INTO kysely_migration VALUES ('003_tags', '2026-01-03T00:00:00.000Z');
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO users VALUES (1, 'ada');
