insert or ignore into doctors(name, since) values ('none', 0);
insert or ignore into doctors(name, since) values ('other', 1);
update doctors set since = 1 where since is null;
