CREATE TABLE models (name TEXT NOT NULL PRIMARY KEY, vendor TEXT NOT NULL DEFAULT '?');
INSERT INTO models (name) SELECT DISTINCT model FROM devices;
INSERT INTO models (name, vendor) VALUES ('TH-100', 'Acme') ON CONFLICT (name) DO UPDATE SET vendor = excluded.vendor;
CREATE TRIGGER devices_model BEFORE INSERT ON devices WHEN NOT EXISTS (SELECT 1 FROM models WHERE name = NEW.model)
BEGIN
  INSERT INTO models (name) VALUES (NEW.model);
END;
