CREATE TABLE posts (id INTEGER PRIMARY KEY);
DROP TABLE kysely_migration;
