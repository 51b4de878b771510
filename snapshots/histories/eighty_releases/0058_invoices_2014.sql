DROP INDEX invoices_label;
ALTER TABLE invoices DROP COLUMN label;
ALTER TABLE invoices RENAME COLUMN number TO number_text;
