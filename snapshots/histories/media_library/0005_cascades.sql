-- No PRAGMA here: this wipes playlists where foreign keys are on.
CREATE TABLE track_new(track_id INTEGER PRIMARY KEY, album_id INTEGER REFERENCES album(album_id) ON DELETE SET NULL, title TEXT NOT NULL, seconds REAL, path TEXT NOT NULL UNIQUE, plays INTEGER NOT NULL DEFAULT 0, rating INTEGER CHECK(rating BETWEEN 0 AND 5), added TEXT NOT NULL DEFAULT '1970-01-01');
INSERT INTO track_new(track_id, album_id, title, seconds, path, plays, rating) SELECT track_id, album_id, title, seconds, path, plays, rating FROM track;
DROP TABLE track;
ALTER TABLE track_new RENAME TO track;
CREATE INDEX track_album ON track(album_id);
