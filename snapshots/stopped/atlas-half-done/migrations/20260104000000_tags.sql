-- atlas:txmode none

CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE INDEX tags_name ON tags (name);
INSERT INTO tags (name) VALUES ('news');
ALTER TABLE posts ADD COLUMN tag_id INTEGER;
CREATE INDEX posts_tag ON posts (tag_id);
