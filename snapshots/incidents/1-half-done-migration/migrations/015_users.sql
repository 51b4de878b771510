create table "users" ("id" text primary key, "email" text not null);
