CREATE TABLE schema_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, migration_name TEXT UNIQUE NOT NULL, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
INSERT INTO schema_migrations (migration_name, applied_at) VALUES ('001_add_code_verifier.sql', '2025-11-01 10:00:00');
-- From the schema file.
CREATE TABLE auth_state (state TEXT PRIMARY KEY, expires_at TIMESTAMP, code_verifier TEXT NOT NULL DEFAULT '');
CREATE TABLE notes (id INTEGER PRIMARY KEY, slug TEXT UNIQUE NOT NULL);
CREATE TABLE tokens (id INTEGER PRIMARY KEY AUTOINCREMENT, token_hash TEXT UNIQUE NOT NULL, me TEXT NOT NULL);
CREATE TABLE authorization_codes (id INTEGER PRIMARY KEY AUTOINCREMENT, code_hash TEXT UNIQUE NOT NULL, me TEXT NOT NULL);
INSERT INTO auth_state VALUES ('s1', '2027-01-01', 'v1');
INSERT INTO notes VALUES (1, 'hello');
INSERT INTO tokens VALUES (1, 'h1', 'https://ada.example'), (3, 'h3', 'https://bob.example');
