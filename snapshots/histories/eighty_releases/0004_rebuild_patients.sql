PRAGMA foreign_keys=OFF;
CREATE TABLE patients__new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  surname TEXT NOT NULL DEFAULT 'unknown',
  born TEXT,
  note TEXT NOT NULL DEFAULT ''
);
INSERT INTO patients__new (id, surname, born, note) SELECT id, surname, born, coalesce(note, '') FROM patients;
DROP TABLE patients;
ALTER TABLE patients__new RENAME TO patients;
PRAGMA foreign_keys=ON;
