--liquibase formatted sql

--changeset lab:1
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);

--changeset lab:2
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM sqlite_master WHERE name = 'users'
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);

--changeset lab:3
--precondition-sql-check expectedResult:1 SELECT count(*) FROM users WHERE email = 'root@example.com'
CREATE TABLE legacy (id INTEGER PRIMARY KEY);

--changeset lab:4
--preconditions onFail:MARK_RAN onError:HALT
--precondition-sql-check expectedResult:0 SELECT count(*) FROM sqlite_master WHERE name = 'legacy'
CREATE TABLE legacy (id INTEGER PRIMARY KEY);

--changeset lab:5
--preconditions onFail:CONTINUE
--precondition-table-exists table:LEGACY
CREATE TABLE tags (id INTEGER PRIMARY KEY);

--changeset lab:6
--preconditions onFail:CONTINUE
--precondition-sql-check expectedResult:0 SELECT count(*) FROM tags, sqlite_master WHERE name = 'tags'
ALTER TABLE tags ADD COLUMN name TEXT;
