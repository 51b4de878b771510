ALTER TABLE accounts ADD COLUMN level INTEGER NOT NULL DEFAULT 1;
UPDATE accounts SET balance = balance + 10;
CREATE TABLE bonuses (account_id INTEGER NOT NULL REFERENCES accounts(id), amount INTEGER NOT NULL);
