DROP INDEX drugs_noted;
CREATE INDEX drugs_noted ON drugs (note, id);
