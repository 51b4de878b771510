CREATE TABLE absences (pupil INTEGER NOT NULL REFERENCES pupils ON DELETE CASCADE, day TEXT NOT NULL, hours INTEGER NOT NULL CHECK (hours IN (1, 2, 3, 4, 5, 6)), excused INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (pupil, day) ON CONFLICT REPLACE);
INSERT INTO absences (pupil, day, hours) SELECT id, '2020-03-16', 6 FROM pupils;
INSERT INTO absences (pupil, day, hours) SELECT id, '2020-03-17', 6 FROM pupils;
