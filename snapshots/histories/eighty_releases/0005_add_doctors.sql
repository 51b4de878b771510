create table doctors (id integer primary key autoincrement, name text not null unique, since integer, patient_id integer references patients(id));
create index doctors_by_since on doctors(since);
