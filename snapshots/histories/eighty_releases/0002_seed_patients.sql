INSERT INTO patients (surname, born) VALUES ('first', '2001-01-01');
INSERT INTO patients (surname, born) VALUES ('second', '2002-02-02');
INSERT INTO patients (surname) VALUES ('third');
