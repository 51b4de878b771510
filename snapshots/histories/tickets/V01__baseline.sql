CREATE TABLE users (
  id integer primary key,
  login text not null unique,
  role text not null check (role in ('agent','admin','customer')),
  manager_id integer references users(id)
);
create table tickets (
  id integer primary key,
  subject text not null,
  state text not null default 'open',
  reporter integer not null references users(id),
  assignee integer references users(id) on delete set null,
  duplicate_of integer references tickets(id)
);
create table comments (
  id integer primary key,
  ticket_id integer not null references tickets(id) on delete cascade,
  author_id integer not null references users(id),
  body text not null check (length(body) > 0),
  at integer not null
);
