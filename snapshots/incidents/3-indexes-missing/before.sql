-- The schema file made the tables of 002, with its own spacing and comments; 002 itself never ran.
CREATE TABLE schema_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, migration_name TEXT UNIQUE NOT NULL, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
INSERT INTO schema_migrations (migration_name, applied_at) VALUES ('001_initial.sql', '2025-11-01 10:00:00');
CREATE TABLE auth_state (state TEXT PRIMARY KEY, code_verifier TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT UNIQUE NOT NULL,  -- SHA-256 of the token
    me TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE TABLE IF NOT EXISTS authorization_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code_hash TEXT UNIQUE NOT NULL,
    me TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
INSERT INTO auth_state VALUES ('s1', 'v1');
INSERT INTO tokens VALUES (1, 'h1', 'https://ada.example', '2027-01-01'), (3, 'h3', 'https://bob.example', '2027-02-01');
INSERT INTO authorization_codes VALUES (1, 'c1', 'https://ada.example', '2027-01-01');
