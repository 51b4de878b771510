UPDATE accounts SET balance_cents = balance_cents + 1;
UPDATE accounts SET balance_cents = balance_cents + 1;
