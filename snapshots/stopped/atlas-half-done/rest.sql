ALTER TABLE posts ADD COLUMN tag_id INTEGER;
CREATE INDEX posts_tag ON posts (tag_id);
