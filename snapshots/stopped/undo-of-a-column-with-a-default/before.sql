CREATE TABLE schema_migrations (version varchar(128) primary key);
INSERT INTO schema_migrations VALUES ('1');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
INSERT INTO users VALUES (1, 'ada@example.com'), (4, 'grace@example.com');
ALTER TABLE users ADD COLUMN last_seen TEXT NOT NULL DEFAULT 'never';
