CREATE TABLE referral_archive AS SELECT * FROM referrals WHERE 0;
INSERT INTO referral_archive SELECT * FROM referrals;
DELETE FROM referrals WHERE id % 2 = 1 AND created_at < '1990-01-01';
