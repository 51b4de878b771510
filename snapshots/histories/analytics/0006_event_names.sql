CREATE TABLE event_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO event_names (name) SELECT DISTINCT name FROM events ORDER BY name;
ALTER TABLE events ADD COLUMN name_id INTEGER REFERENCES event_names (id);
UPDATE events SET name_id = (SELECT id FROM event_names n WHERE n.name = events.name);
CREATE INDEX events_name_id ON events (name_id, at);
