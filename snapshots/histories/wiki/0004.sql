-- The views go, the table is remade, the views come back.
DROP VIEW wanted;
DROP VIEW orphans;
PRAGMA foreign_keys=OFF;
CREATE TABLE article_new (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  lang TEXT NOT NULL DEFAULT 'en',
  text TEXT NOT NULL,
  views INTEGER NOT NULL DEFAULT 0,
  UNIQUE (lang, name)
);
INSERT INTO article_new (id, name, lang, text) SELECT id, name, lang, text FROM article;
DROP TABLE article;
ALTER TABLE article_new RENAME TO article;
CREATE TRIGGER article_insert AFTER INSERT ON article BEGIN
  INSERT INTO search(rowid, name, text) VALUES (new.id, new.name, new.text);
END;
CREATE TRIGGER article_delete AFTER DELETE ON article BEGIN
  DELETE FROM search WHERE rowid = old.id;
END;
CREATE TRIGGER article_update AFTER UPDATE OF name, text ON article BEGIN
  UPDATE search SET name = new.name, text = new.text WHERE rowid = new.id;
END;
CREATE VIEW wanted AS SELECT dst, count(*) AS links FROM link WHERE dst NOT IN (SELECT name FROM article) GROUP BY dst;
CREATE VIEW orphans AS SELECT lang, name FROM article WHERE name NOT IN (SELECT dst FROM link);
PRAGMA foreign_keys=ON;
