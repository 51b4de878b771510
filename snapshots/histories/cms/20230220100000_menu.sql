CREATE TABLE menu (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES menu (id) ON DELETE CASCADE,
  page_id INTEGER REFERENCES pages (id) ON UPDATE CASCADE ON DELETE SET NULL,
  label TEXT NOT NULL,
  depth INTEGER NOT NULL DEFAULT 0,
  CHECK (parent IS NULL OR parent <> id)
);
INSERT INTO menu (id, label) VALUES (1, 'Home');
INSERT INTO menu (parent, label, depth) VALUES (1, 'About', 1);
INSERT INTO menu (parent, label, depth) VALUES (1, 'Contact', 1);
