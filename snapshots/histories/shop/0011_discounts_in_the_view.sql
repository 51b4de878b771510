DROP VIEW order_totals;
CREATE VIEW order_totals AS
SELECT o.id AS order_id, o.customer_id,
       sum(i.quantity * i.unit_cents) * (100 - coalesce(c.percent, 0)) / 100 AS total_cents
FROM orders o
LEFT JOIN order_items i ON i.order_id = o.id
LEFT JOIN coupons c ON c.code = o.coupon_code
GROUP BY o.id;
