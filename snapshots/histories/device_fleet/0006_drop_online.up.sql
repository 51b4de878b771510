ALTER TABLE devices DROP COLUMN online;
ALTER TABLE devices ADD COLUMN last_seen datetime;
UPDATE devices SET last_seen = (SELECT max(taken_at) FROM readings WHERE readings.device_id = devices.id);
