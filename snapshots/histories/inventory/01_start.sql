create table parts(part_no text primary key, descr text, bin text, qty int default 0);
create table suppliers(id integer primary key, name text unique);
create table supplies(supplier_id int references suppliers(id), part_no text references parts(part_no), price real, primary key(supplier_id, part_no));
