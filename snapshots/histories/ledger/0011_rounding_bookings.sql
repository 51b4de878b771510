INSERT INTO bookings (debit, credit, amount) SELECT min(id), max(id), 1 FROM accounts HAVING count(*) > 1;
INSERT INTO bookings (debit, credit, amount) SELECT max(id), min(id), 1 FROM accounts HAVING count(*) > 1;
