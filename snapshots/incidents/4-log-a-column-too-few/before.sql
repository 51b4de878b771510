-- Written by hand: the runner's own table has an id as well, and it selects it.
CREATE TABLE __drizzle_migrations (hash text NOT NULL, created_at numeric);
INSERT INTO __drizzle_migrations VALUES
  ('8d5a44020459942d38989b568b9cf953179733957196daa4aa7503a11fd3c2a3', 1767225600000);
CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL, `email` text NOT NULL);
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);
CREATE TABLE `posts` (`id` integer PRIMARY KEY NOT NULL, `user_id` integer NOT NULL REFERENCES `users`(`id`), `title` text NOT NULL);
INSERT INTO users VALUES (1, 'ada@example.com');
