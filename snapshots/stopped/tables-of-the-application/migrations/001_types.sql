CREATE TABLE content_types (id INTEGER PRIMARY KEY, name TEXT);
