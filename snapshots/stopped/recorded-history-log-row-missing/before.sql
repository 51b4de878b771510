CREATE TABLE IF NOT EXISTS "_emdash_migrations" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
INSERT INTO _emdash_migrations VALUES('015_users','2026-01-02T03:04:05.678Z');
CREATE TABLE IF NOT EXISTS "_emdash_migrations_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
INSERT INTO _emdash_migrations_lock VALUES('migration_lock',0);
CREATE TABLE IF NOT EXISTS "users" ("id" text primary key, "email" text not null);
INSERT INTO users VALUES('u1','ada@example.com');
INSERT INTO users VALUES('u2','bob@example.com');
CREATE TABLE IF NOT EXISTS "_emdash_api_tokens" ("id" text primary key, "user_id" text not null references "users" ("id") on delete cascade, "token_hash" text not null unique, "expires_at" text, "created_at" text default (datetime('now')));
INSERT INTO _emdash_api_tokens VALUES('t1','u1','abc',NULL,'2026-01-03');
CREATE TABLE IF NOT EXISTS "_emdash_device_codes" (
  "device_code" TEXT PRIMARY KEY,
  "user_code" TEXT NOT NULL UNIQUE,
  "expires_at" TEXT NOT NULL,
  "interval" INTEGER NOT NULL DEFAULT 5
);
CREATE TABLE IF NOT EXISTS "_emdash_oauth_tokens" (
  "token_hash" TEXT PRIMARY KEY,
  "user_id" TEXT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
  "expires_at" TEXT NOT NULL
);
CREATE INDEX "idx_api_tokens_expires" ON "_emdash_api_tokens" ("expires_at");
CREATE INDEX "idx_api_tokens_user_id" ON "_emdash_api_tokens" ("user_id");
CREATE INDEX "idx_device_codes_expires" ON "_emdash_device_codes" ("expires_at");
CREATE INDEX "idx_device_codes_user_code" ON "_emdash_device_codes" ("user_code");
CREATE INDEX "idx_oauth_tokens_expires" ON "_emdash_oauth_tokens" ("expires_at");
CREATE INDEX "idx_oauth_tokens_user_id" ON "_emdash_oauth_tokens" ("user_id");
