CREATE TABLE settings_patient (k TEXT, v TEXT);
INSERT INTO settings_patient VALUES ('a', '1');
INSERT INTO settings_patient VALUES ('b', '2');
