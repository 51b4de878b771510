CREATE TABLE vaccine_stats (day TEXT PRIMARY KEY, n INTEGER);
INSERT INTO vaccine_stats SELECT date('now'), count(*) FROM vaccines;
