const next = require("../stopped.cjs");

module.exports.Tokens1767225600003 = class Tokens1767225600003 {
  async up(runner) {
    next();
    await runner.query("CREATE TABLE tokens (hash TEXT PRIMARY KEY, user_id INTEGER REFERENCES users (id))");
    next();
    await runner.query("CREATE INDEX tokens_user ON tokens (user_id)");
    next();
    await runner.query("ALTER TABLE users ADD COLUMN last_seen TEXT");
    next();
    await runner.query("CREATE TABLE devices (code TEXT PRIMARY KEY, expires_at TEXT NOT NULL)");
    next();
    await runner.query("CREATE INDEX devices_expires ON devices (expires_at)");
    next();
  }

  async down(runner) {
    await runner.query("DROP TABLE devices");
    await runner.query("ALTER TABLE users DROP COLUMN last_seen");
    await runner.query("DROP TABLE tokens");
  }
};
