-- As drizzle-orm makes it: SERIAL is no rowid alias on SQLite, so id is NULL in every row.
CREATE TABLE "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
INSERT INTO __drizzle_migrations (hash, created_at) VALUES
  ('8d5a44020459942d38989b568b9cf953179733957196daa4aa7503a11fd3c2a3', 1767225600000),
  ('3a8a5388331e54787137aeeb5fa87e9b081dc0d6e5c8e3cebc1ea12bce755f31', 1767312000000);
CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL, `email` text NOT NULL);
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);
CREATE TABLE `posts` (`id` integer PRIMARY KEY NOT NULL, `user_id` integer NOT NULL REFERENCES `users`(`id`), `title` text NOT NULL);
INSERT INTO users VALUES (1, 'ada@example.com');
INSERT INTO posts VALUES (1, 1, 'hello');
