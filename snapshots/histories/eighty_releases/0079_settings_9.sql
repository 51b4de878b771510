CREATE TABLE insurer_history (id INTEGER PRIMARY KEY, insurer_id INTEGER NOT NULL REFERENCES insurers (id) ON DELETE CASCADE, was TEXT NOT NULL);
INSERT INTO insurer_history (insurer_id, was) SELECT id, company_text FROM insurers;
