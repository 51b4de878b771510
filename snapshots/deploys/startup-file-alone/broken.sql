CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, email TEXT, plan TEXT, locale TEXT);
CREATE INDEX IF NOT EXISTS users_locale ON users (locale);
