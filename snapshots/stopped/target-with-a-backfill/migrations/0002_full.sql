ALTER TABLE users ADD COLUMN full TEXT;
UPDATE users SET full = name || '!';
