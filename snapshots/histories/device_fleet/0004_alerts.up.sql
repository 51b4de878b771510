/* Alerts; a trigger
   writes them */
CREATE TABLE alerts (id INTEGER PRIMARY KEY, device_id INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE, level TEXT NOT NULL CHECK (level IN ('info', 'warn', 'crit')), text TEXT NOT NULL);
CREATE TRIGGER reading_alert AFTER INSERT ON readings WHEN NEW.value > 90
BEGIN
  INSERT INTO alerts (device_id, level, text)
  VALUES (NEW.device_id,
          CASE WHEN NEW.value > 99 THEN 'crit' ELSE 'warn' END,
          'value is ' || NEW.value || '; look at it');
END;
