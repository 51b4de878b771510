ALTER TABLE readings ADD COLUMN unit TEXT NOT NULL DEFAULT 'C';
UPDATE readings SET value = value * 1.8 + 32, unit = 'F' WHERE unit = 'C';
