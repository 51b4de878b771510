ALTER TABLE patients ADD COLUMN note TEXT;
UPDATE patients SET note = surname WHERE born IS NULL;
