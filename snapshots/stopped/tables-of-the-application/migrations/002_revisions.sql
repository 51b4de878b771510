CREATE TABLE revisions (id INTEGER PRIMARY KEY);
CREATE TABLE revision_texts (revision_id INTEGER REFERENCES revisions(id), body TEXT);
