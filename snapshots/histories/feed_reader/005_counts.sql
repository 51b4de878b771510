CREATE VIEW unread_counts AS
    SELECT feed_id, count(*) AS unread FROM entries WHERE read = 0 GROUP BY feed_id;
