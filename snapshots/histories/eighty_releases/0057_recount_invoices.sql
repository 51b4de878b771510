UPDATE counters SET n = 0 WHERE name = 'invoices';
UPDATE counters SET n = (SELECT count(*) FROM invoices) WHERE name = 'invoices';
DELETE FROM invoices WHERE due = 20;
