CREATE TABLE room_stats (day TEXT PRIMARY KEY, n INTEGER);
INSERT INTO room_stats SELECT date('now'), count(*) FROM rooms;
