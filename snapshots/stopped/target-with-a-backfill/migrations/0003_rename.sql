ALTER TABLE users RENAME COLUMN full TO full_name;
