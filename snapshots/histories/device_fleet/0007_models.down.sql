DROP TRIGGER devices_model;
DROP TABLE models;
