DROP TRIGGER reading_alert;
DROP TABLE alerts;
