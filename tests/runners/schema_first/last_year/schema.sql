CREATE TABLE IF NOT EXISTS auth_state (
    state TEXT PRIMARY KEY,
    code_verifier TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY,
    me TEXT NOT NULL,
    expires_at TIMESTAMP
);
