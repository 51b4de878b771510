--liquibase formatted sql

--changeset lab:1
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
/* liquibase rollback
DROP TABLE users;
*/

--changeset lab:2 splitStatements:false stripComments:false endDelimiter:;
CREATE TRIGGER users_lower AFTER INSERT ON users BEGIN
  UPDATE users SET email = lower(email) WHERE id = new.id;
END;
--rollback not required

--changeset lab:3 dbms:postgresql
CREATE TABLE pg (id bigint GENERATED ALWAYS AS IDENTITY, x jsonb);

--changeset lab:4 endDelimiter:/
CREATE TABLE a (id INTEGER PRIMARY KEY, path TEXT DEFAULT '
/')
/
CREATE TABLE b (id INTEGER PRIMARY KEY)
/

--changeset lab:5 dbms:!sqlite
SELECT setval('x', 1);

--changeset lab:6 dbms:sqlite,h2 endDelimiter://
CREATE TABLE c (id INTEGER PRIMARY KEY)//
CREATE TABLE d (id INTEGER PRIMARY KEY)//
--ignoreLines:start
this is for another tool
--ignoreLines:end

--changeset lab:7 ignore:true
DROP TABLE users;

--changeset lab:8
CREATE TABLE e (id INTEGER PRIMARY KEY)
go
CREATE TABLE f (id INTEGER PRIMARY KEY)
GO
