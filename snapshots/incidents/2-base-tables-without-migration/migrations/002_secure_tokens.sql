DROP TABLE IF EXISTS tokens;
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT UNIQUE NOT NULL,
    me TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX idx_tokens_hash ON tokens(token_hash);
