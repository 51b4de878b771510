DROP VIEW IF EXISTS last_messages;
CREATE VIEW IF NOT EXISTS last_messages AS SELECT room_id, max(sent_at) AS at FROM messages GROUP BY room_id;
