ALTER TABLE order_items ADD COLUMN unit_cents INTEGER;
UPDATE order_items SET unit_cents = (SELECT price_cents FROM products WHERE products.id = order_items.product_id);
