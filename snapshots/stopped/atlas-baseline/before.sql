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
INSERT INTO atlas_schema_revisions VALUES ('20260102000000', 'posts', 1, 0, 0, '2026-01-02 00:00:00+00:00', 1000, '', '', '', NULL, 'Atlas CLI v0.20');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, title TEXT NOT NULL);
CREATE INDEX posts_user ON posts (user_id);
INSERT INTO users VALUES (1, 'ada@example.com');
INSERT INTO posts (id, user_id, title) VALUES (1, 1, 'Hello');
