CREATE TABLE kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
CREATE TABLE kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO kysely_migration VALUES ('001_types', '2026-01-01T00:00:00.000Z');
CREATE TABLE content_types (id INTEGER PRIMARY KEY, name TEXT);
-- The application makes one such table for every content type.
CREATE TABLE content_posts (id INTEGER PRIMARY KEY, title TEXT);
CREATE INDEX content_posts_title ON content_posts(title);
CREATE TABLE content_pages (id INTEGER PRIMARY KEY, title TEXT);
INSERT INTO content_types VALUES (1, 'posts'), (2, 'pages');
INSERT INTO content_posts VALUES (1, 'hello'), (2, 'again');
INSERT INTO content_pages VALUES (1, 'about');
CREATE TABLE revisions (id INTEGER PRIMARY KEY);
