ALTER TABLE pupils ADD COLUMN full_name TEXT GENERATED ALWAYS AS (last || ', ' || first) VIRTUAL;
CREATE INDEX pupils_full_name ON pupils (full_name);
