CREATE TABLE d1_migrations(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);
INSERT INTO d1_migrations VALUES (1, '0001_users/migration.sql', '2026-01-01 00:00:00'), (2, '0002_posts/migration.sql', '2026-01-02 00:00:00');
CREATE TABLE _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
CREATE INDEX posts_user ON posts (user_id);
