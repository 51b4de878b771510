-- migrate:up transaction:false
CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT NOT NULL, last_seen TEXT);
INSERT INTO users_new (id, email) SELECT id, email FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE INDEX users_last_seen ON users (last_seen);
