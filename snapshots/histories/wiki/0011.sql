DROP TRIGGER keep_history;
UPDATE article SET views = views + 1;
CREATE TRIGGER keep_history AFTER UPDATE OF text ON article WHEN old.text IS NOT new.text
BEGIN
  INSERT INTO history
    SELECT old.id, 1 + coalesce(max(rev), 0), new.text FROM history WHERE article = old.id;
END;
