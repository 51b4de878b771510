DROP VIEW IF EXISTS v;
CREATE VIEW v AS SELECT id, email FROM users;
UPDATE users SET email = lower(email);
