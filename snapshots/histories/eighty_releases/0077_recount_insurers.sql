UPDATE counters SET n = 0 WHERE name = 'insurers';
UPDATE counters SET n = (SELECT count(*) FROM insurers) WHERE name = 'insurers';
DELETE FROM insurers WHERE code = 20;
