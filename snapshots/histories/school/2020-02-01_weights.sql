ALTER TABLE grades ADD COLUMN weight REAL DEFAULT 1.0;
UPDATE grades SET weight = 0.5 WHERE given < '2020-01-01';
CREATE VIEW averages AS SELECT pupil, subject, sum(grade * weight) / sum(weight) AS average FROM grades GROUP BY pupil, subject;
