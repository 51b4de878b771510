-- the other order: the old table steps aside first
PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = ON;
DROP INDEX tickets_by_priority;
ALTER TABLE tickets RENAME TO tickets_old;
CREATE TABLE tickets (
  id integer primary key,
  subject text not null,
  state text not null default 'open' check (state in ('open','waiting','closed')),
  reporter integer not null references users(id),
  assignee integer references users(id) on delete set null,
  duplicate_of integer references tickets(id),
  priority integer not null default 3
);
INSERT INTO tickets SELECT id, subject, CASE WHEN state IN ('open','waiting') THEN state ELSE 'closed' END, reporter, assignee, duplicate_of, priority FROM tickets_old;
DROP TABLE tickets_old;
create index tickets_by_priority on tickets(priority, state);
PRAGMA legacy_alter_table = OFF;
PRAGMA foreign_keys = ON;
