-- invoices are many
CREATE TABLE invoices (id INTEGER PRIMARY KEY, number TEXT NOT NULL, due INTEGER CHECK (due >= 0), visit_id INTEGER REFERENCES visits (id) ON UPDATE CASCADE) STRICT;
