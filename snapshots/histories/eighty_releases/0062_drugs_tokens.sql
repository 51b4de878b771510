ALTER TABLE drugs ADD COLUMN token TEXT;
UPDATE drugs SET token = hex(randomblob(8));
CREATE UNIQUE INDEX drugs_token ON drugs (token);
