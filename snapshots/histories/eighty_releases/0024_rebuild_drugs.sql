PRAGMA foreign_keys=OFF;
CREATE TABLE drugs__new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  brand TEXT NOT NULL DEFAULT 'unknown',
  strength TEXT,
  note TEXT NOT NULL DEFAULT '',
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE SET NULL
);
INSERT INTO drugs__new (id, brand, strength, note, invoice_id) SELECT id, brand, strength, coalesce(note, ''), invoice_id FROM drugs;
DROP TABLE drugs;
ALTER TABLE drugs__new RENAME TO drugs;
PRAGMA foreign_keys=ON;
