DROP INDEX patients_noted;
CREATE INDEX patients_noted ON patients (note, id);
