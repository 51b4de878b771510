CREATE TABLE tags (id INTEGER PRIMARY KEY);
INSERT INTO users (name, hash) VALUES ('root', app_hash('secret'));
CREATE INDEX users_name ON users(name);
