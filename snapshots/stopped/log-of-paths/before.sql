CREATE TABLE schema_migrations (path TEXT NOT NULL UNIQUE, applied_at TEXT);
INSERT INTO schema_migrations VALUES ('./db/migrations/0001_users.sql', '2026-01-01 00:00:00');
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY);
