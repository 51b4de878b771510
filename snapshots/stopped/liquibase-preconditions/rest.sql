-- change sets 5 and 6: legacy is there, so 4 is marked as run and 5 runs; behind it tags is there, without rows
CREATE TABLE tags (id INTEGER PRIMARY KEY);
ALTER TABLE tags ADD COLUMN name TEXT;
