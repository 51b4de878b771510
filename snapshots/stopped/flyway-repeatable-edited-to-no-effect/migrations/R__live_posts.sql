CREATE VIEW IF NOT EXISTS live_posts AS SELECT id, title, user_id FROM posts;
