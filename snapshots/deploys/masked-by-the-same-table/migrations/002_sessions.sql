CREATE TABLE IF NOT EXISTS sessions (id INTEGER PRIMARY KEY, user INTEGER NOT NULL);
CREATE INDEX sessions_user ON sessions (user);
