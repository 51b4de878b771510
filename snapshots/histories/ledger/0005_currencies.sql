CREATE TABLE currencies (code TEXT PRIMARY KEY, name TEXT);
INSERT INTO currencies VALUES ('EUR', 'Euro');
INSERT INTO currencies VALUES ('USD', 'Dollar');
INSERT INTO currencies VALUES ('CHF', 'Franken');
ALTER TABLE accounts ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR';
