CREATE TABLE schools (country CHAR(2) NOT NULL, code INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (country, code));
CREATE TABLE classes (
  country CHAR(2) NOT NULL, school INTEGER NOT NULL, year INTEGER NOT NULL, letter TEXT NOT NULL DEFAULT 'a',
  CONSTRAINT classes_pk PRIMARY KEY (country, school, year, letter),
  CONSTRAINT classes_school FOREIGN KEY (country, school) REFERENCES schools (country, code) ON UPDATE CASCADE,
  CONSTRAINT a_year CHECK (year BETWEEN 1990 AND 2100)
) WITHOUT ROWID;
CREATE TABLE pupils (id INTEGER PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL, born TEXT CHECK (born LIKE '____-__-__'), country CHAR(2), school INTEGER, year INTEGER, letter TEXT,
  FOREIGN KEY (country, school, year, letter) REFERENCES classes (country, school, year, letter));
