CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT CHECK (email LIKE '%@%.com' AND length(email) < 15), plan TEXT);
INSERT INTO users_new SELECT id, email, plan FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
