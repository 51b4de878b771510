UPDATE devices SET serial = upper(serial);
CREATE INDEX devices_serial_prefix ON devices (substr(serial, 1, 3), model) WHERE firmware <> '0.0.0';
INSERT INTO groups (name) SELECT 'model ' || name FROM models;
