insert or ignore into allergies(substance, grade) values ('none', 0);
insert or ignore into allergies(substance, grade) values ('other', 1);
update allergies set grade = 1 where grade is null;
