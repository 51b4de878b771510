CREATE TABLE goose_db_version (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                version_id INTEGER NOT NULL,
                is_applied INTEGER NOT NULL,
                tstamp TIMESTAMP DEFAULT (datetime('now'))
            );
INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES (0, 1, '2026-01-01 00:00:00'), (1, 1, '2026-01-01 00:00:00');
INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES (3, 1, '2026-01-03 00:00:00');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO users VALUES (1, 'ada@example.com');
