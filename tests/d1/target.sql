-- teams.name becomes NOT NULL, which only a rebuild can give it.
CREATE TABLE teams (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL CHECK (name <> ''), slug TEXT,
  part_of INTEGER REFERENCES teams ON DELETE CASCADE,
  captain INTEGER REFERENCES members ON DELETE SET NULL,
  since TEXT DEFAULT (date('now')));
CREATE UNIQUE INDEX teams_slug ON teams (slug);
CREATE TABLE members (id INTEGER PRIMARY KEY AUTOINCREMENT, team_id INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE,
  name TEXT, upper_name TEXT AS (upper(name)));
CREATE TABLE badges (member_id INTEGER REFERENCES members ON DELETE CASCADE, word TEXT,
  PRIMARY KEY (word, member_id)) WITHOUT ROWID;
CREATE TABLE notes (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams ON DELETE SET NULL, body ANY) STRICT;
CREATE TABLE games (team_id INTEGER DEFAULT 1 REFERENCES teams ON DELETE SET DEFAULT, played REAL);
CREATE TABLE invoices (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams ON DELETE RESTRICT);
CREATE TABLE visits (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams);
CREATE TABLE later (id INTEGER PRIMARY KEY, slug TEXT REFERENCES teams (slug) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE log (what TEXT);
CREATE VIEW team_sizes AS SELECT teams.name, count(*) AS size FROM teams JOIN members ON members.team_id = teams.id GROUP BY teams.id;
CREATE TRIGGER member_goes AFTER DELETE ON members BEGIN INSERT INTO log VALUES ('gone: ' || old.name); END;
CREATE TRIGGER note_changes AFTER UPDATE ON notes BEGIN INSERT INTO log VALUES ('changed: ' || old.id); END;
CREATE TRIGGER team_comes AFTER INSERT ON teams BEGIN INSERT INTO log VALUES ('new: ' || new.name); END;
