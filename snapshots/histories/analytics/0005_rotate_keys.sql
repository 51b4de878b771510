UPDATE sites SET api_key = lower(hex(randomblob(16)));
ALTER TABLE sites ADD COLUMN rotated_at TEXT;
UPDATE sites SET rotated_at = datetime('now');
