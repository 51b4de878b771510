CREATE TABLE note_log (note_id INTEGER, what TEXT);
CREATE TRIGGER notes_insert AFTER INSERT ON notes BEGIN
  INSERT INTO note_log VALUES (NEW.id, CASE WHEN NEW.body IS NULL THEN 'empty' ELSE 'made; said' END);
END;
CREATE TRIGGER notes_delete AFTER DELETE ON notes BEGIN
  INSERT INTO note_log VALUES (OLD.id, 'gone');
END;
CREATE VIEW recent AS SELECT n.id, l.what FROM notes n JOIN note_log l ON l.note_id = n.id;
