DROP VIEW IF EXISTS live_posts;
CREATE VIEW live_posts AS SELECT id, title FROM posts;
