CREATE TABLE tags (name TEXT);
DROP TABLE users;
