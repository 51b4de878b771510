-- migrate:up transaction:false
ALTER TABLE users ADD COLUMN last_seen TEXT NOT NULL DEFAULT 'never';
CREATE INDEX users_last_seen ON users (last_seen);
