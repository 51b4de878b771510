ALTER TABLE pipelines ADD COLUMN publisher_id TEXT NOT NULL DEFAULT 'pub_demo_seed' REFERENCES publishers(id);
CREATE INDEX idx_pipelines_publisher ON pipelines(publisher_id);
