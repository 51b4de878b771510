PRAGMA application_id = 9;
ALTER TABLE users RENAME COLUMN name TO full_name;
CREATE TABLE tags (id INTEGER PRIMARY KEY);
PRAGMA user_version = 7;
