CREATE TABLE daily (site_id INTEGER NOT NULL, day TEXT NOT NULL, hits INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (site_id, day)) WITHOUT ROWID;
INSERT INTO daily (site_id, day, hits) SELECT site_id, date(at), count(*) FROM events WHERE site_id IS NOT NULL AND date(at) IS NOT NULL GROUP BY 1, 2;
CREATE TRIGGER count_hit AFTER INSERT ON events WHEN NEW.site_id IS NOT NULL BEGIN
  INSERT INTO daily (site_id, day, hits) VALUES (NEW.site_id, coalesce(date(NEW.at), '1970-01-01'), 1)
    ON CONFLICT (site_id, day) DO UPDATE SET hits = hits + 1;
END;
