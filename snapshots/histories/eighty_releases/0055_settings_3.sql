INSERT INTO room_numbers VALUES ('2001-01-01', 1);
INSERT OR REPLACE INTO room_numbers VALUES ('2001-01-01', 2);
PRAGMA user_version = 13;
