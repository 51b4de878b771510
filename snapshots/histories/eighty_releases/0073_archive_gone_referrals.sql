DROP TABLE referral_archive;
DROP INDEX idx_referrals_vaccine;
CREATE INDEX idx_referrals_vaccine ON referrals (vaccine_id, sent);
