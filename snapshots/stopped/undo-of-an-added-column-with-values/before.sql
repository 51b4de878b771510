CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL);
INSERT INTO kysely_migration VALUES ('001_users', '2026-01-02T03:04:05.678Z');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
INSERT INTO users VALUES (1, 'ada@example.com'), (4, 'grace@example.com');
ALTER TABLE users ADD COLUMN last_seen TEXT;
ALTER TABLE users ADD COLUMN plan TEXT NOT NULL DEFAULT 'free';
-- The application has begun to use it.
UPDATE users SET plan = 'FREE' WHERE id = 4;
