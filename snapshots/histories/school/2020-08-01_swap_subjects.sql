UPDATE subjects SET name = name || ' (old)';
INSERT INTO subjects (name) SELECT replace(name, ' (old)', '') FROM subjects;
UPDATE grades SET subject = (SELECT n.id FROM subjects n JOIN subjects o ON o.name = n.name || ' (old)' WHERE o.id = grades.subject) WHERE subject IN (SELECT id FROM subjects WHERE name LIKE '% (old)');
UPDATE teachers SET head_of = NULL;
DELETE FROM subjects WHERE name LIKE '% (old)';
