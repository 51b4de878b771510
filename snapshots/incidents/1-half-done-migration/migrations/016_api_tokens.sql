create table "_emdash_api_tokens" ("id" text primary key, "user_id" text not null references "users" ("id") on delete cascade, "token_hash" text not null unique, "expires_at" text, "created_at" text default (datetime('now')));
create index "idx_api_tokens_user_id" on "_emdash_api_tokens" ("user_id");
create index "idx_api_tokens_expires" on "_emdash_api_tokens" ("expires_at");
create table "_emdash_oauth_tokens" ("token_hash" text primary key, "user_id" text not null references "users" ("id") on delete cascade, "expires_at" text not null);
create index "idx_oauth_tokens_user_id" on "_emdash_oauth_tokens" ("user_id");
create index "idx_oauth_tokens_expires" on "_emdash_oauth_tokens" ("expires_at");
create table "_emdash_device_codes" ("device_code" text primary key, "user_code" text not null unique, "expires_at" text not null, "interval" integer not null default 5);
create index "idx_device_codes_user_code" on "_emdash_device_codes" ("user_code");
create index "idx_device_codes_expires" on "_emdash_device_codes" ("expires_at");
