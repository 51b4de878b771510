UPDATE drugs SET note = trim(note);
CREATE INDEX drugs_noted ON drugs (note) WHERE note <> '';
