create table doctors_2 (id integer primary key, name text not null, since integer, active integer, patient_id integer references patients(id));
insert into doctors_2 select id, name, since, active, patient_id from doctors;
alter table doctors_2 rename to doctors_copy;
