CREATE VIEW latest AS
WITH newest AS (SELECT device_id, max(taken_at) AS taken_at FROM readings GROUP BY device_id)
SELECT r.device_id, r.value, r.unit, r.taken_at
FROM readings r JOIN newest n ON n.device_id = r.device_id AND n.taken_at = r.taken_at;
