ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, plan TEXT);
INSERT INTO users SELECT id, email, plan FROM users_old WHERE email IS NOT NULL;
DROP TABLE users_old;
