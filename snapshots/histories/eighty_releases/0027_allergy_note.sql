alter table allergies add column remark text default '';
alter table allergies add column active integer not null default 1;
create index allergies_active on allergies(active) where active = 1;
