CREATE TABLE publishers (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE pipelines (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
INSERT INTO publishers VALUES ('pub_demo_seed', 'Demo');
