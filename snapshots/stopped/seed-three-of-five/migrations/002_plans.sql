CREATE TABLE plans (name TEXT NOT NULL, price INTEGER NOT NULL);
INSERT INTO plans VALUES ('free', 0);
INSERT INTO plans VALUES ('small', 5);
INSERT INTO plans VALUES ('medium', 10);
INSERT INTO plans VALUES ('large', 20);
INSERT INTO plans VALUES ('huge', 40);
CREATE UNIQUE INDEX plans_name ON plans(name);
