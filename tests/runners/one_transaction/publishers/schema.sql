CREATE TABLE publishers (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE pipelines (id INTEGER PRIMARY KEY, title TEXT NOT NULL, publisher_id TEXT NOT NULL DEFAULT 'pub_demo_seed' REFERENCES publishers(id));
CREATE INDEX idx_pipelines_publisher ON pipelines(publisher_id);
