UPDATE patients SET note = trim(note);
CREATE INDEX patients_noted ON patients (note) WHERE note <> '';
