alter table tickets add column priority integer not null default 3 check (priority between 1 and 5);
create index tickets_by_priority on tickets(priority, state);
