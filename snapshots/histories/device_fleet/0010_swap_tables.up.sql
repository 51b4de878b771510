ALTER TABLE alerts RENAME TO alerts_archive;
CREATE TABLE alerts (id INTEGER PRIMARY KEY, device_id INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE, level INTEGER NOT NULL, text TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0);
INSERT INTO alerts (id, device_id, level, text) SELECT id, device_id, CASE level WHEN 'info' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, text FROM alerts_archive;
DROP TABLE alerts_archive;
DROP TRIGGER reading_alert;
CREATE TRIGGER reading_alert AFTER INSERT ON readings WHEN NEW.value > 90
BEGIN
  INSERT INTO alerts (device_id, level, text) VALUES (NEW.device_id, iif(NEW.value > 99, 2, 1), 'value is ' || NEW.value);
END;
