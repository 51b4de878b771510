BEGIN IMMEDIATE;
UPDATE accounts SET balance = balance * 100;
UPDATE bookings SET amount = amount * 100;
ALTER TABLE accounts RENAME COLUMN balance TO balance_cents;
COMMIT;
