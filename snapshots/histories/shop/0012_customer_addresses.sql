CREATE TABLE addresses (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  street TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL DEFAULT 'DE' CHECK (length(country) = 2),
  is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
  FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX one_default_address ON addresses (customer_id) WHERE is_default = 1;
INSERT INTO addresses (customer_id, street, city) SELECT id, 'unknown', 'unknown' FROM customers;
