CREATE TABLE invoice_history (id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE, was TEXT NOT NULL);
INSERT INTO invoice_history (invoice_id, was) SELECT id, number_text FROM invoices;
