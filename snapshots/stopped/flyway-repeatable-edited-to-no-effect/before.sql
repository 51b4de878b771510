CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
INSERT INTO flyway_schema_history VALUES (1, '1', 'users', 'SQL', 'V1__users.sql', 85141329, '', '2026-01-01 00:00:00.000', 3, 1);
INSERT INTO flyway_schema_history VALUES (2, '2', 'posts', 'SQL', 'V2__posts.sql', 975925169, '', '2026-01-02 00:00:00.000', 3, 1);
INSERT INTO flyway_schema_history VALUES (3, NULL, 'live posts', 'SQL', 'R__live_posts.sql', 30648206, '', '2026-01-03 00:00:00.000', 3, 1);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, title TEXT NOT NULL);
CREATE INDEX posts_user ON posts (user_id);
CREATE VIEW live_posts AS SELECT id, title FROM posts;
ALTER TABLE posts ADD COLUMN slug TEXT;
INSERT INTO users VALUES (1, 'ada@example.com');
INSERT INTO posts (id, user_id, title) VALUES (1, 1, 'Hello');
INSERT INTO flyway_schema_history VALUES (4, '3', 'slugs', 'SQL', 'V3__slugs.sql', -1403858587, '', '2026-01-04 00:00:00.000', 3, 1);
