CREATE TABLE artist(artist_id INTEGER PRIMARY KEY, name TEXT NOT NULL, sort_name TEXT, UNIQUE(name) ON CONFLICT IGNORE);
CREATE TABLE album(album_id INTEGER PRIMARY KEY, artist_id INTEGER NOT NULL, title TEXT NOT NULL, year INTEGER CHECK(year IS NULL OR year > 1900), FOREIGN KEY(artist_id) REFERENCES artist(artist_id));
CREATE TABLE track(track_id INTEGER PRIMARY KEY, album_id INTEGER REFERENCES album(album_id), title TEXT NOT NULL, seconds REAL, path TEXT NOT NULL UNIQUE);
