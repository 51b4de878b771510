-- insurers are many
CREATE TABLE insurers (id INTEGER PRIMARY KEY, company TEXT NOT NULL, code INTEGER CHECK (code >= 0), referral_id INTEGER REFERENCES referrals (id) ON UPDATE CASCADE) STRICT;
