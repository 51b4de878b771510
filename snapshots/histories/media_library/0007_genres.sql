CREATE TABLE genre(genre TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;
CREATE TABLE track_genre(track_id INTEGER NOT NULL REFERENCES track ON DELETE CASCADE, genre TEXT NOT NULL REFERENCES genre ON UPDATE CASCADE ON DELETE CASCADE, UNIQUE(track_id, genre));
INSERT INTO genre VALUES('unknown'),('rock'),('jazz'),('folk');
INSERT INTO track_genre SELECT track_id, 'unknown' FROM track;
UPDATE genre SET genre = 'n/a' WHERE genre = 'unknown';
