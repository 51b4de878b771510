ALTER TABLE visits ADD COLUMN token TEXT;
UPDATE visits SET token = lower(hex(randomblob(4))) WHERE token IS NULL;
