create view low_stock as select part_no, qty, min_qty from parts where qty < min_qty;
update parts set min_qty = 5 where min_qty = 0;
