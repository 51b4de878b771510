CREATE TABLE revisions (
  page_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  body TEXT,
  meta TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(meta)),
  author TEXT AS (json_extract(meta, '$.author')) VIRTUAL,
  PRIMARY KEY (page_id, number),
  FOREIGN KEY (page_id) REFERENCES pages (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
INSERT INTO revisions (page_id, number, body) SELECT id, 1, body FROM pages;
CREATE INDEX revisions_author ON revisions (author) WHERE author IS NOT NULL;
