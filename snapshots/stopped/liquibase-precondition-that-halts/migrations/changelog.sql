--liquibase formatted sql

--changeset lab:1
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);

--changeset lab:2
--preconditions onFail:HALT
--precondition-sql-check expectedResult:0 SELECT count(*) FROM users
CREATE TABLE posts (id INTEGER PRIMARY KEY);
