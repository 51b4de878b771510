CREATE TABLE posts (id INTEGER PRIMARY KEY);
UPDATE users SET name = upper(name);
CREATE TABLE tags (id INTEGER PRIMARY KEY);
CREATE INDEX users_name ON users(name);
