CREATE TABLE history (
  article INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  text TEXT,
  PRIMARY KEY (article, rev),
  FOREIGN KEY (article) REFERENCES article (id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO history SELECT id, 1, text FROM article;
CREATE TRIGGER keep_history AFTER UPDATE OF text ON article WHEN old.text IS NOT new.text
BEGIN
  INSERT INTO history
    SELECT old.id, 1 + coalesce(max(rev), 0), new.text FROM history WHERE article = old.id;
END;
