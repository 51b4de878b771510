PRAGMA foreign_keys=OFF;
create table suppliers_2(id integer primary key autoincrement, name text not null unique, country text);
insert into suppliers_2(id, name) select id, ifnull(name, 'supplier ' || id) from suppliers;
drop table suppliers;
alter table suppliers_2 rename to suppliers;
PRAGMA foreign_keys=ON;
