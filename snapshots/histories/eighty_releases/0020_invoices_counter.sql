CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT OR IGNORE INTO counters (name) VALUES ('invoices');
UPDATE counters SET n = n + (SELECT count(*) FROM invoices) WHERE name = 'invoices';
CREATE TRIGGER invoices_counted AFTER INSERT ON invoices BEGIN UPDATE counters SET n = n + 1 WHERE name = 'invoices'; END;
