CREATE TABLE subjects (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO subjects (name) VALUES ('Maths'), ('Latin'), ('Sports');
INSERT INTO subjects (name) VALUES ('Maths');
CREATE TABLE grades (pupil INTEGER NOT NULL REFERENCES pupils ON DELETE CASCADE, subject INTEGER NOT NULL REFERENCES subjects, grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 6), given TEXT);
