CREATE TABLE schema_migrations (version varchar(128) primary key);
INSERT INTO schema_migrations VALUES ('1');
CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT NOT NULL, last_seen TEXT);
INSERT INTO users_new VALUES (1, 'ada@example.com', NULL), (4, 'grace@example.com', NULL);
ALTER TABLE users_new RENAME TO users;
