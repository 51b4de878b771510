ALTER TABLE referrals ADD COLUMN created_at TEXT;
UPDATE referrals SET created_at = datetime('now');
