create table moves(id integer primary key, part_no text not null references parts(part_no) on delete cascade on update cascade, delta integer not null check(delta <> 0), at text default current_timestamp);
insert into moves(part_no, delta, at) select part_no, qty, '2020-01-01' from parts where qty <> 0;
create trigger moved after insert on moves begin update parts set qty = qty + new.delta where part_no = new.part_no; end;
