-- sqlite browser style: keep the rows in a temporary table meanwhile
create temp table parts_backup as select * from parts;
drop table supplies;
drop table parts;
create table parts(part_no text primary key not null, descr text not null default '', bin text, qty integer not null default 0, min_qty integer not null default 0);
insert into parts(part_no, descr, bin, qty) select part_no, coalesce(descr, ''), bin, coalesce(qty, 0) from parts_backup;
drop table parts_backup;
create table supplies(supplier_id integer not null references suppliers(id), part_no text not null references parts(part_no) on update cascade, price real, primary key(supplier_id, part_no));
