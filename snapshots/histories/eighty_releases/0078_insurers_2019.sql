DROP INDEX insurers_label;
ALTER TABLE insurers DROP COLUMN label;
ALTER TABLE insurers RENAME COLUMN company TO company_text;
