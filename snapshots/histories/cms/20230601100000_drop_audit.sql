DROP TRIGGER audit_status;
DROP TABLE audit;
