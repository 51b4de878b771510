--liquibase formatted sql

--changeset lab:1
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
