DROP TABLE IF EXISTS settings_drug;
create table settings_drug (k text primary key, v text) without rowid;
insert into settings_drug values ('a', '1'), ('b', '2');
