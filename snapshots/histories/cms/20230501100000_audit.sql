CREATE TABLE audit (at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, what TEXT NOT NULL, page_id ANY) STRICT;
CREATE TRIGGER audit_status AFTER UPDATE OF status ON pages WHEN OLD.status <> NEW.status
BEGIN
  INSERT INTO audit (what, page_id)
  VALUES (CASE NEW.status WHEN 'gone' THEN 'removed' ELSE 'set to ' || NEW.status END, NEW.id);
END;
UPDATE pages SET status = 'gone' WHERE slug LIKE 'old-%';
UPDATE pages SET status = 'draft' WHERE id = 1;
