CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, plan TEXT);
INSERT INTO users VALUES (1, 'ada@example.com', 'free'), (2, 'ADA@example.com', 'paid'), (3, NULL, 'free'), (4, 'bob@example.com', NULL);
