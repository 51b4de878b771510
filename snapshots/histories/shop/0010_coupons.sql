CREATE TABLE coupons (
  code TEXT PRIMARY KEY NOT NULL CHECK (length(code) BETWEEN 4 AND 12),
  percent INTEGER NOT NULL CHECK (percent > 0 AND percent <= 100),
  valid_until TEXT
);
INSERT INTO coupons (code, percent) VALUES ('WELCOME', 10);
INSERT INTO coupons (code, percent) VALUES ('SUMMER', 15);
ALTER TABLE orders ADD COLUMN coupon_code TEXT REFERENCES coupons (code);
