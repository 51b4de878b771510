INSERT INTO bookings (debit, credit, amount)
SELECT a.id, b.id, 100 FROM accounts a, accounts b WHERE a.iban = 'DE00CASH' AND b.iban = 'DE00BANK';
INSERT INTO bookings (debit, credit, amount)
SELECT a.id, b.id, 200 FROM accounts a, accounts b WHERE a.iban = 'DE00BANK' AND b.iban = 'DE00SALES';
