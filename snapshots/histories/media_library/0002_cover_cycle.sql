-- an album has a cover, a cover belongs to an album
CREATE TABLE cover(cover_id INTEGER PRIMARY KEY, album_id INTEGER NOT NULL REFERENCES album(album_id) DEFERRABLE INITIALLY DEFERRED, image BLOB NOT NULL);
ALTER TABLE album ADD COLUMN cover_id INTEGER REFERENCES cover(cover_id) DEFERRABLE INITIALLY DEFERRED;
