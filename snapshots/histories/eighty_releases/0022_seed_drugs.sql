INSERT INTO drugs (brand, strength) VALUES ('first', '2001-01-01');
INSERT INTO drugs (brand, strength) VALUES ('second', '2002-02-02');
INSERT INTO drugs (brand) VALUES ('third');
