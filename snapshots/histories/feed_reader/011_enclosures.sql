CREATE TABLE enclosures (
    entry_id INTEGER NOT NULL REFERENCES entries(id) ON DELETE CASCADE,
    url TEXT NOT NULL CHECK (url LIKE 'http%'),
    mime TEXT NOT NULL CHECK (mime GLOB '*/*'),
    bytes INTEGER,
    PRIMARY KEY (entry_id, url)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS enclosures_mime ON enclosures(mime);
