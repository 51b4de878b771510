CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);
INSERT INTO d1_migrations (name) VALUES ('001_init.sql');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, plan TEXT);
INSERT INTO users VALUES (1, 'ada@example.com', 'free'), (2, 'ADA@example.com', 'paid'), (3, NULL, 'free'), (4, 'bob@example.com', NULL);
