CREATE TABLE visit_archive AS SELECT * FROM visits WHERE 0;
INSERT INTO visit_archive SELECT * FROM visits;
DELETE FROM visits WHERE id % 2 = 1 AND created_at < '1990-01-01';
