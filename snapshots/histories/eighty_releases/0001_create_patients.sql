CREATE TABLE patients (
  id INTEGER PRIMARY KEY,
  surname TEXT NOT NULL,
  born TEXT
);
