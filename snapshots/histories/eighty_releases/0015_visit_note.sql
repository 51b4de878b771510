ALTER TABLE visits ADD COLUMN created_at TEXT;
UPDATE visits SET created_at = datetime('now');
