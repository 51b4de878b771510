CREATE TABLE sessions (token TEXT NOT NULL PRIMARY KEY, site_id INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE, started INTEGER NOT NULL, ended INTEGER, CHECK (ended IS NULL OR ended >= started)) WITHOUT ROWID;
INSERT INTO sessions (token, site_id, started) SELECT hex(randomblob(12)), id, created_at FROM sites;
