CREATE TABLE labels (id INTEGER PRIMARY KEY, label TEXT);
INSERT INTO labels (label) VALUES ('red');
INSERT INTO labels (label) VALUES ('green');
INSERT INTO labels (label) VALUES ('red');
