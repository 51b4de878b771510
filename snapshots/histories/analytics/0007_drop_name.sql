DROP TRIGGER count_hit;
PRAGMA foreign_keys = OFF;
CREATE TABLE events_v2 (
  id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))),
  name_id INTEGER NOT NULL REFERENCES event_names (id),
  site_id INTEGER REFERENCES sites (id),
  payload TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(payload)),
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  migrated_at TEXT DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO events_v2 (id, name_id, site_id, payload, at) SELECT id, name_id, site_id, payload, at FROM events WHERE name_id IS NOT NULL;
DROP TABLE events;
ALTER TABLE events_v2 RENAME TO events;
PRAGMA foreign_keys = ON;
CREATE INDEX events_at ON events (at);
