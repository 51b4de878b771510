CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, plan TEXT);
INSERT INTO people (id, mail, plan) SELECT id, email, plan FROM users;
DROP TABLE users;
