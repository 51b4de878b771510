DROP TRIGGER messages_gone;
CREATE TRIGGER messages_gone AFTER DELETE ON messages BEGIN
  DELETE FROM reactions WHERE message_id = OLD.id;
  UPDATE rooms SET topic = CASE WHEN topic IS NULL THEN 'quiet' ELSE topic END WHERE id = OLD.room_id;
END;
