CREATE TABLE _migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL DEFAULT (datetime('now')));
INSERT INTO _migrations VALUES ('0001_init', '2026-01-01 00:00:00');
CREATE TABLE publishers (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE pipelines (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
INSERT INTO publishers VALUES ('pub_demo_seed', 'Demo');
INSERT INTO pipelines VALUES (7, 'the one row');
