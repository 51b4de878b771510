CREATE TABLE _yoyo_migration ( migration_hash VARCHAR(64), migration_id VARCHAR(255), applied_at_utc TIMESTAMP, PRIMARY KEY (migration_hash));
INSERT INTO _yoyo_migration VALUES ('a7aed5628afe3938764e2c0910be7915ddf19652231fc0a44c46038aa916326c', '0001_users', '2026-01-01 00:00:00.000000');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
