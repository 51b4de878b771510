ALTER TABLE entries ADD COLUMN author TEXT;
DROP VIEW IF EXISTS unread_counts;
CREATE VIEW unread_counts AS
    SELECT f.folder, e.feed_id, count(*) AS unread
    FROM entries e JOIN feeds f ON f.id = e.feed_id
    WHERE e.read = 0 GROUP BY e.feed_id;
