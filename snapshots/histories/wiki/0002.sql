CREATE VIRTUAL TABLE search USING fts5(name, text);
INSERT INTO search(rowid, name, text) SELECT id, name, text FROM article;
CREATE TRIGGER article_insert AFTER INSERT ON article BEGIN
  INSERT INTO search(rowid, name, text) VALUES (new.id, new.name, new.text);
END;
CREATE TRIGGER article_delete AFTER DELETE ON article BEGIN
  DELETE FROM search WHERE rowid = old.id;
END;
