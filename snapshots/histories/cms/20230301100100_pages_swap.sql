PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
DROP TABLE pages;
ALTER TABLE pages_new RENAME TO pages;
CREATE INDEX pages_title_lower ON pages (lower(title), locale);
CREATE INDEX pages_search_key ON pages (search_key);
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
