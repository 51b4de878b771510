CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, plan TEXT);
CREATE INDEX users_plan ON users (plan);
