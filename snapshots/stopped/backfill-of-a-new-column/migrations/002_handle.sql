ALTER TABLE users ADD COLUMN handle TEXT;
UPDATE users SET handle = lower(email) WHERE handle IS NULL;
CREATE UNIQUE INDEX users_handle ON users(handle);
