CREATE TABLE posts (id INTEGER PRIMARY KEY);
CREATE INDEX users_email ON users (email);
