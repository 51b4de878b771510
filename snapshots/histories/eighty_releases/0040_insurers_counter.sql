CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT OR IGNORE INTO counters (name) VALUES ('insurers');
UPDATE counters SET n = n + (SELECT count(*) FROM insurers) WHERE name = 'insurers';
CREATE TRIGGER insurers_counted AFTER INSERT ON insurers BEGIN UPDATE counters SET n = n + 1 WHERE name = 'insurers'; END;
