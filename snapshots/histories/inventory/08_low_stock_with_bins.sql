drop view low_stock;
alter table parts rename column bin to bin_code;
create view low_stock as select p.part_no, p.qty, p.min_qty, b.shelf from parts p left join bins b on b.code = p.bin_code where p.qty < p.min_qty;
