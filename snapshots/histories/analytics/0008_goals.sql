CREATE TABLE goals (id INTEGER PRIMARY KEY, site_id INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE, event TEXT NOT NULL, target INTEGER NOT NULL CHECK (target >= 1));
INSERT INTO goals (site_id, event, target) SELECT id, 'signup', 10 FROM sites;
INSERT INTO goals (site_id, event, target) SELECT id, 'purchase', 1 + abs(random() % 1) FROM sites;
