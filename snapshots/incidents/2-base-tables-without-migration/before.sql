-- A database of the last release. The new one runs schema.sql first and its migrations afterwards.
CREATE TABLE schema_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, migration_name TEXT UNIQUE NOT NULL, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
INSERT INTO schema_migrations (migration_name, applied_at) VALUES ('001_initial.sql', '2025-11-01 10:00:00');
CREATE TABLE auth_state (state TEXT PRIMARY KEY, code_verifier TEXT NOT NULL DEFAULT '');
CREATE TABLE tokens (token TEXT PRIMARY KEY, me TEXT NOT NULL, client_id TEXT, scope TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, expires_at TIMESTAMP);
INSERT INTO auth_state VALUES ('s1', 'v1');
INSERT INTO tokens VALUES ('plain-1', 'https://ada.example', 'c', 'create', '2025-11-01', '2026-11-01'), ('plain-2', 'https://bob.example', 'c', 'create', '2025-11-02', '2026-11-02');
