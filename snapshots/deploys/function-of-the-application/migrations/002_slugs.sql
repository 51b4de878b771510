ALTER TABLE users ADD COLUMN slug TEXT;
UPDATE users SET slug = slugify(email);
