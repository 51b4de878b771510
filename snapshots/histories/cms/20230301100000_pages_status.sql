BEGIN;
CREATE TABLE pages_new (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL,
  locale TEXT NOT NULL DEFAULT 'en',
  title TEXT NOT NULL,
  body TEXT,
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'live', 'gone')),
  search_key TEXT AS (lower(slug || ' ' || title)),
  UNIQUE (slug, locale)
) STRICT;
INSERT INTO pages_new (id, slug, locale, title, body, status) SELECT id, slug, locale, title, body, 'live' FROM pages;
COMMIT;
