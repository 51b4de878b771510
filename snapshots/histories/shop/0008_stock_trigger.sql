CREATE TRIGGER take_from_stock AFTER INSERT ON order_items
BEGIN
  UPDATE products SET stock = max(stock - NEW.quantity, 0) WHERE id = NEW.product_id;
END;
