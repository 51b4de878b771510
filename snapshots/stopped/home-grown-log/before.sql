CREATE TABLE deploys (step TEXT NOT NULL, ran_by TEXT NOT NULL DEFAULT 'ci', done_at TEXT NOT NULL DEFAULT (datetime('now')));
INSERT INTO deploys VALUES ('0001_users.sql', 'ci', '2026-01-01 00:00:00');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
INSERT INTO users VALUES (1, 'ada@example.com');
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id));
