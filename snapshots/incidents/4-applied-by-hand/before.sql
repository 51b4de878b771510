CREATE TABLE "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
INSERT INTO __drizzle_migrations (hash, created_at) VALUES
  ('8d5a44020459942d38989b568b9cf953179733957196daa4aa7503a11fd3c2a3', 1767225600000);
CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL, `email` text NOT NULL);
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);
-- The operator ran the files of 0001 and 0002 in a shell and did not write the log.
CREATE TABLE `posts` (`id` integer PRIMARY KEY NOT NULL, `user_id` integer NOT NULL REFERENCES `users`(`id`), `title` text NOT NULL);
CREATE TABLE `tags` (`id` integer PRIMARY KEY NOT NULL, `name` text NOT NULL);
CREATE UNIQUE INDEX `tags_name_unique` ON `tags` (`name`);
INSERT INTO users VALUES (1, 'ada@example.com');
INSERT INTO tags VALUES (1, 'news');
