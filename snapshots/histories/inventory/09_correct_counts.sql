update parts set qty = qty - 1 where qty > 0;
insert into moves(part_no, delta) select part_no, 1 from parts;
