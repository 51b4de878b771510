DROP TABLE IF EXISTS settings_patient;
create table settings_patient (k text primary key, v text) without rowid;
insert into settings_patient values ('a', '1'), ('b', '2');
