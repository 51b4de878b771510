-- A parent with everything that can hang on one, and rows in all of it.
CREATE TABLE teams (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, slug TEXT,
  part_of INTEGER REFERENCES teams ON DELETE CASCADE,
  captain INTEGER REFERENCES members ON DELETE SET NULL);
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
INSERT INTO teams VALUES (1, 'none', 'none', NULL, NULL), (7, 'reds', 'reds', NULL, NULL), (9, 'young reds', 'young-reds', 7, NULL), (40, 'folded', NULL, NULL, NULL);
DELETE FROM teams WHERE id = 40;
INSERT INTO members (id, team_id, name) VALUES (3, 7, 'Ada'), (5, 7, 'Bob'), (8, 9, 'Cleo');
UPDATE teams SET captain = 3 WHERE id = 7;
INSERT INTO badges VALUES (3, 'gold'), (3, 'iron'), (8, 'gold');
INSERT INTO notes VALUES (1, 7, 'x'), (2, NULL, x'00ff'), (4, 9, 9007199254740993);
INSERT INTO games (rowid, team_id, played) VALUES (11, 7, 1), (12, 9, 2.5), (20, 1, NULL);
INSERT INTO invoices VALUES (1, 7);
INSERT INTO visits VALUES (1, 9), (2, 7);
INSERT INTO later VALUES (1, 'reds'), (2, NULL);
DELETE FROM log;
INSERT INTO log VALUES ('so far');
