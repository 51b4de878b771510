CREATE TABLE `atlas_schema_revisions` (
    `version` text NOT NULL,
    `description` text NOT NULL,
    `type` integer NOT NULL DEFAULT 2,
    `applied` integer NOT NULL DEFAULT 0,
    `total` integer NOT NULL DEFAULT 0,
    `executed_at` datetime NOT NULL,
    `execution_time` integer NOT NULL,
    `error` text NULL,
    `error_stmt` text NULL,
    `hash` text NOT NULL,
    `partial_hashes` json NULL,
    `operator_version` text NOT NULL,
    PRIMARY KEY (`version`)
);
INSERT INTO atlas_schema_revisions VALUES ('20260101000000', 'users', 2, 1, 1, '2026-01-01 00:00:00+00:00', 1000, '', '', 'THpifbSJ/66LRtUtUt43FyF0lKS2v7rDb8cG31m+U/4=', NULL, 'Atlas CLI v0.20');
INSERT INTO atlas_schema_revisions VALUES ('20260102000000', 'posts', 2, 2, 2, '2026-01-02 00:00:00+00:00', 1000, '', '', 'l1QsUA9qqXvffAyF2JXihrlZWr8F9ixB+xPm2qtw53g=', NULL, 'Atlas CLI v0.20');
INSERT INTO atlas_schema_revisions VALUES ('20260103000000', 'slugs', 2, 1, 1, '2026-01-03 00:00:00+00:00', 1000, '', '', 'kyMl7v56W7MKjgHoY27UoWVNzEwvo3j+6oM8AGUSAlE=', NULL, 'Atlas CLI v0.20');
INSERT INTO atlas_schema_revisions VALUES ('20260104000000', 'tags', 2, 3, 5, '2026-01-04 00:00:00+00:00', 1000, 'disk I/O error', 'ALTER TABLE posts ADD COLUMN tag_id INTEGER;', '9dk/n9C5up110aEP8jjFTLgKoDxCastZGo76X3ua+84=', '["h1:+eW5cLMb/KzOoFLAka0sjW4rC4UC/RwIEFEmFm/ze04=","h1:skeYe62FRvDnrRzh60qvGsWvHKBVP7cBZljV5Jx4vjU=","h1:0bkgb5eF04y6YWYchkkqLsK/pr8pwDODF3VudyTSuaM="]', 'Atlas CLI v0.20');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, title TEXT NOT NULL);
CREATE INDEX posts_user ON posts (user_id);
ALTER TABLE posts ADD COLUMN slug TEXT;
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE INDEX tags_name ON tags (name);
INSERT INTO tags (name) VALUES ('news');
INSERT INTO users VALUES (1, 'ada@example.com');
INSERT INTO posts (id, user_id, title) VALUES (1, 1, 'Hello');
