CREATE INDEX pages_title_lower ON pages (lower(title), locale);
ALTER TABLE pages ADD COLUMN search_key TEXT AS (lower(slug || ' ' || title));
CREATE INDEX pages_search_key ON pages (search_key);
