alter table doctors add column remark text default '';
alter table doctors add column active integer not null default 1;
create index doctors_active on doctors(active) where active = 1;
