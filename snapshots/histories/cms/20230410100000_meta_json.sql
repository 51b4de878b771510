UPDATE revisions SET meta = json_set(meta, '$.imported', 1);
ALTER TABLE revisions ADD COLUMN words INTEGER;
UPDATE revisions SET words = length(body) - length(replace(body, ' ', '')) + 1 WHERE body IS NOT NULL;
