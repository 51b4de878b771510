CREATE TABLE `mikro_orm_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `executed_at` datetime default current_timestamp);
INSERT INTO mikro_orm_migrations (name) VALUES ('001_init');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, plan TEXT);
INSERT INTO users VALUES (1, 'ada@example.com', 'free'), (2, 'ADA@example.com', 'paid'), (3, NULL, 'free'), (4, 'bob@example.com', NULL);
