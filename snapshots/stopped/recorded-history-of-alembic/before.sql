CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('a00000000002');
CREATE TABLE users (id INTEGER NOT NULL, email TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE posts (id INTEGER NOT NULL, user_id INTEGER NOT NULL REFERENCES users (id), PRIMARY KEY (id));
CREATE TABLE tokens (hash TEXT NOT NULL, PRIMARY KEY (hash));
INSERT INTO users VALUES (1, 'ada@example.com');
INSERT INTO posts VALUES (7, 1);
