DELETE FROM coupons WHERE valid_until < '2020-01-01';
UPDATE coupons SET valid_until = '2030-12-31' WHERE valid_until IS NULL;
