create table allergies_2 (id integer primary key, substance text not null, grade integer, active integer, drug_id integer references drugs(id));
insert into allergies_2 select id, substance, grade, active, drug_id from allergies;
alter table allergies_2 rename to allergies_copy;
