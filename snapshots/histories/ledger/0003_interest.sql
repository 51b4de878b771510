-- A correction that must be made exactly once.
UPDATE accounts SET balance = balance + 10;
UPDATE accounts SET balance = balance * 2 WHERE iban = 'DE00CASH';
UPDATE accounts SET balance = balance - 1 WHERE iban LIKE 'DE%';
