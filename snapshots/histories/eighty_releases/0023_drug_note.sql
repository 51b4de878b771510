ALTER TABLE drugs ADD COLUMN note TEXT;
UPDATE drugs SET note = brand WHERE strength IS NULL;
