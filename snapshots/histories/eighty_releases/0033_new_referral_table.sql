BEGIN;
CREATE TABLE referrals (
	id INTEGER PRIMARY KEY,
	target TEXT NOT NULL CHECK (length(target) < 200),
	sent TEXT,
	vaccine_id INTEGER NOT NULL REFERENCES vaccines (id)
);
CREATE INDEX idx_referrals_vaccine ON referrals (vaccine_id);
COMMIT;
