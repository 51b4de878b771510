DROP VIEW IF EXISTS live_posts;
DROP VIEW IF EXISTS slugs;
CREATE VIEW live_posts AS SELECT id, title, slug FROM posts;
CREATE VIEW slugs AS SELECT slug FROM posts;
