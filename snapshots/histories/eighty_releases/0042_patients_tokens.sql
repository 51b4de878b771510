ALTER TABLE patients ADD COLUMN token TEXT;
UPDATE patients SET token = hex(randomblob(8));
CREATE UNIQUE INDEX patients_token ON patients (token);
