CREATE TABLE playlist(playlist_id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'manual' CHECK(kind IN('manual','smart')), rule TEXT, CHECK(kind <> 'smart' OR rule IS NOT NULL));
CREATE TABLE playlist_track(playlist_id INTEGER NOT NULL REFERENCES playlist(playlist_id) ON DELETE CASCADE, position INTEGER NOT NULL CHECK(position >= 1), track_id INTEGER NOT NULL REFERENCES track(track_id) ON DELETE CASCADE, PRIMARY KEY(playlist_id, position));
INSERT INTO playlist(name, kind, rule) VALUES('Everything', 'smart', 'true');
INSERT INTO playlist_track SELECT (SELECT max(playlist_id) FROM playlist), row_number() OVER (ORDER BY track_id), track_id FROM track;
