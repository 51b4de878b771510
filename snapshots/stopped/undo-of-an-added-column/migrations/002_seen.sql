ALTER TABLE users ADD COLUMN last_seen TEXT;
ALTER TABLE users ADD COLUMN plan TEXT NOT NULL DEFAULT 'free';
CREATE INDEX users_seen ON users (last_seen);
