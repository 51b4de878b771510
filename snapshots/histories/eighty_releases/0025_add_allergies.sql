create table allergies (id integer primary key autoincrement, substance text not null unique, grade integer, drug_id integer references drugs(id));
create index allergies_by_grade on allergies(grade);
