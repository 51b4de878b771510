-- migrate:up
ALTER TABLE users ADD COLUMN name TEXT;
CREATE TABLE teams (id INTEGER PRIMARY KEY, title TEXT NOT NULL);

-- migrate:down
DROP TABLE teams;
ALTER TABLE users DROP COLUMN name;
