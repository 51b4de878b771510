DROP VIEW averages;
CREATE TABLE grades_with_key (
  id INTEGER PRIMARY KEY,
  pupil INTEGER NOT NULL REFERENCES pupils ON DELETE CASCADE,
  subject INTEGER NOT NULL REFERENCES subjects,
  grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 6),
  given TEXT,
  teacher INTEGER REFERENCES teachers (id) ON DELETE SET NULL,
  weight REAL NOT NULL DEFAULT 1.0
);
INSERT INTO grades_with_key (pupil, subject, grade, given, teacher, weight) SELECT pupil, subject, grade, given, teacher, coalesce(weight, 1.0) FROM grades;
DROP TABLE grades;
ALTER TABLE grades_with_key RENAME TO grades;
CREATE VIEW averages AS SELECT pupil, subject, sum(grade * weight) / sum(weight) AS average FROM grades GROUP BY pupil, subject;
