--liquibase formatted sql

--changeset lab:1
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);

--changeset lab:3 runOnChange:true
DROP VIEW IF EXISTS v;
CREATE VIEW v AS SELECT id, email FROM users;

--changeset lab:4 runAlways:true
UPDATE users SET email = lower(email);
