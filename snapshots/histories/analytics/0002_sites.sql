CREATE TABLE sites (id INTEGER PRIMARY KEY, domain TEXT NOT NULL UNIQUE, api_key TEXT NOT NULL, created_at INTEGER NOT NULL);
INSERT INTO sites (domain, api_key, created_at) VALUES ('example.com', hex(randomblob(8)), strftime('%s', 'now'));
INSERT INTO sites (domain, api_key, created_at) VALUES ('example.org', hex(randomblob(8)), unixepoch());
ALTER TABLE events ADD COLUMN site_id INTEGER REFERENCES sites (id);
UPDATE events SET site_id = (SELECT min(id) FROM sites);
