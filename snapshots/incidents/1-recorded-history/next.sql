-- What the TypeScript of 017 runs.
alter table "_emdash_api_tokens" add column "scopes" text not null default '[]';
create index "idx_api_tokens_scopes" on "_emdash_api_tokens" ("scopes");
