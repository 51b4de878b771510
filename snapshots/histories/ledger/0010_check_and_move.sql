CREATE TABLE balances (account_id INTEGER PRIMARY KEY REFERENCES accounts ON DELETE CASCADE, cents INTEGER NOT NULL);
INSERT INTO balances SELECT id, balance_cents FROM accounts;
ALTER TABLE accounts DROP COLUMN balance_cents;
CREATE TRIGGER booked AFTER INSERT ON bookings BEGIN
	UPDATE balances SET cents = cents - NEW.amount WHERE account_id = NEW.debit;
	UPDATE balances SET cents = cents + NEW.amount WHERE account_id = NEW.credit;
END;
