ALTER TABLE notes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
UPDATE notes SET pinned = 1 WHERE color = 5;
UPDATE notes SET color = color + 1 WHERE color IS NOT NULL;
PRAGMA user_version = 8;
