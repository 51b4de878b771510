-- The log of Drizzle 0.x; the files have been moved to the folders of 1.0, which has not started yet.
CREATE TABLE "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
INSERT INTO __drizzle_migrations (hash, created_at) VALUES
  ('8d5a44020459942d38989b568b9cf953179733957196daa4aa7503a11fd3c2a3', 1767225600000),
  ('3a8a5388331e54787137aeeb5fa87e9b081dc0d6e5c8e3cebc1ea12bce755f31', 1767312000000),
  ('46516799973629200508293cbf724cb5fcf229681c02b9cb2f6dd93931725aaf', 1767398400000);
CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL, `email` text NOT NULL);
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);
CREATE TABLE `posts` (`id` integer PRIMARY KEY NOT NULL, `user_id` integer NOT NULL REFERENCES `users`(`id`), `title` text NOT NULL);
CREATE TABLE `tags` (`id` integer PRIMARY KEY NOT NULL, `name` text NOT NULL);
CREATE UNIQUE INDEX `tags_name_unique` ON `tags` (`name`);
INSERT INTO users VALUES (1, 'ada@example.com');
