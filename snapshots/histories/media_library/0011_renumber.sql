UPDATE playlist_track SET position = position + 1000;
UPDATE playlist_track SET position = (SELECT count(*) FROM playlist_track o WHERE o.playlist_id = playlist_track.playlist_id AND o.position <= playlist_track.position) WHERE position > 1000;
