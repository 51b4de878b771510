CREATE TABLE stat(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO stat SELECT 'tracks', count(*) FROM track;
INSERT INTO stat SELECT 'plays', total(plays) FROM track;
CREATE TRIGGER track_added AFTER INSERT ON track BEGIN UPDATE stat SET value = value + 1 WHERE name = 'tracks'; END;
CREATE TRIGGER track_removed AFTER DELETE ON track BEGIN UPDATE stat SET value = value - 1 WHERE name = 'tracks'; END;
