CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL);
INSERT INTO kysely_migration VALUES ('001_users', '2026-01-02T03:04:05.678Z');
CREATE TABLE users (id INTEGER PRIMARY KEY);
-- made by hand, or by a schema file: no migration knows them
CREATE TABLE legacy (a);
INSERT INTO legacy VALUES (1), (2);
CREATE TABLE older (a);
INSERT INTO older VALUES (1), (2), (3);
CREATE TABLE oldest (a, b);
INSERT INTO oldest VALUES (1, 2), (3, NULL);
