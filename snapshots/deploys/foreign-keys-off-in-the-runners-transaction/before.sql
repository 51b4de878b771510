CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);
INSERT INTO d1_migrations (name) VALUES ('001_init.sql');
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL, team INTEGER REFERENCES teams (id) ON DELETE CASCADE);
INSERT INTO teams VALUES (1, 'red'), (2, 'blue'), (9, 'nobody');
INSERT INTO members VALUES (1, 'ada', 1), (2, 'bob', 1), (3, 'cy', 2), (4, 'dee', NULL);
