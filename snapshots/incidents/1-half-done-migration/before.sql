-- Kysely's log under a name of the application's own. 016 was cut off behind its first statement,
-- and a token was written since.
CREATE TABLE "_emdash_migrations" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "_emdash_migrations_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
INSERT INTO "_emdash_migrations_lock" VALUES ('migration_lock', 0);
INSERT INTO "_emdash_migrations" VALUES ('015_users', '2026-01-02T03:04:05.678Z');
create table "users" ("id" text primary key, "email" text not null);
INSERT INTO users VALUES ('u1', 'ada@example.com'), ('u2', 'bob@example.com');
create table "_emdash_api_tokens" ("id" text primary key, "user_id" text not null references "users" ("id") on delete cascade, "token_hash" text not null unique, "expires_at" text, "created_at" text default (datetime('now')));
INSERT INTO _emdash_api_tokens (id, user_id, token_hash, created_at) VALUES ('t1', 'u1', 'abc', '2026-01-03');
