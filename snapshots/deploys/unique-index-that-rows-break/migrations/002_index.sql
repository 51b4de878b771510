CREATE INDEX users_plan ON users (plan);
CREATE UNIQUE INDEX users_email ON users (email COLLATE NOCASE);
