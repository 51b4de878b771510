UPDATE artist SET sort_name = CASE WHEN name LIKE 'The %' THEN substr(name, 5) || ', The' ELSE name END WHERE sort_name IS NULL;
CREATE INDEX artist_sort ON artist(sort_name COLLATE NOCASE);
