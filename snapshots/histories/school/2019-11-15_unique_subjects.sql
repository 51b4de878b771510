UPDATE grades SET subject = (SELECT min(s.id) FROM subjects s JOIN subjects o ON o.name = s.name WHERE o.id = grades.subject);
DELETE FROM subjects WHERE id NOT IN (SELECT min(id) FROM subjects GROUP BY name);
CREATE UNIQUE INDEX subjects_name ON subjects (name);
