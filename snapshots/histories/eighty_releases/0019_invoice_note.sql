ALTER TABLE invoices ADD COLUMN label TEXT AS (number || ' #' || id) VIRTUAL;
CREATE INDEX invoices_label ON invoices (lower(number));
