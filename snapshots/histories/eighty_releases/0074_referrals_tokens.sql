ALTER TABLE referrals ADD COLUMN token TEXT;
UPDATE referrals SET token = lower(hex(randomblob(4))) WHERE token IS NULL;
