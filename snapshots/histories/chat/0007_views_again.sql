DROP VIEW IF EXISTS last_messages;
CREATE VIEW IF NOT EXISTS last_messages AS
  SELECT r.name, max(m.sent_at) AS at, count(m.id) AS messages
  FROM rooms r LEFT JOIN messages m ON m.room_id = r.id GROUP BY r.id;
