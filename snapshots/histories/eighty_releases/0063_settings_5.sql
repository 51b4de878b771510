CREATE TABLE settings_drug (k TEXT, v TEXT);
INSERT INTO settings_drug VALUES ('a', '1');
INSERT INTO settings_drug VALUES ('b', '2');
