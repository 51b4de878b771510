UPDATE invoice_history SET was = was || '!';
DELETE FROM counters WHERE name = 'nothing';
ALTER TABLE counters RENAME COLUMN n TO total;
ALTER TABLE counters RENAME COLUMN total TO n;
