CREATE TABLE drugs (
  id INTEGER PRIMARY KEY,
  brand TEXT NOT NULL,
  strength TEXT,
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE SET NULL
);
