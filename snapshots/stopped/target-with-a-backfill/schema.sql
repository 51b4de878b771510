CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, full_name TEXT);
