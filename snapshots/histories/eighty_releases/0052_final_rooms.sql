ALTER TABLE room_stats RENAME TO room_numbers;
CREATE VIEW room_numbers_total AS SELECT sum(n) AS n FROM room_numbers;
