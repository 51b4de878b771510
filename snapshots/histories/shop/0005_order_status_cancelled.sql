-- SQLite cannot change a CHECK, so the table is made anew.
PRAGMA foreign_keys=OFF;
CREATE TABLE new_orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'paid', 'shipped', 'cancelled')),
  placed_at TEXT NOT NULL,
  note TEXT
);
INSERT INTO new_orders (id, customer_id, status, placed_at) SELECT id, customer_id, status, placed_at FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
CREATE INDEX idx_orders_customer ON orders (customer_id);
CREATE INDEX idx_orders_open ON orders (placed_at) WHERE status = 'new';
PRAGMA foreign_keys=ON;
