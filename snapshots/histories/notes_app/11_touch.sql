PRAGMA recursive_triggers = ON;
CREATE TRIGGER notes_touch AFTER UPDATE OF title, body ON notes FOR EACH ROW BEGIN UPDATE notes SET modified = ifnull(OLD.modified, 0) + 1 WHERE _id = OLD._id; END;
PRAGMA recursive_triggers = OFF;
UPDATE notes SET title = trim(title) WHERE title <> trim(title);
PRAGMA user_version = 11;
