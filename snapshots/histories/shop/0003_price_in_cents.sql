ALTER TABLE products ADD COLUMN price_cents INTEGER NOT NULL DEFAULT 0;
UPDATE products SET price_cents = CAST(round(price * 100) AS INTEGER);
ALTER TABLE products DROP COLUMN price;
