create temporary table latest as select supplier_id, part_no, max(price) as price from supplies group by 1, 2;
create table price_history(supplier_id integer, part_no text, price real, seen text);
insert into price_history select supplier_id, part_no, price, 'import' from temp.latest;
drop table temp.latest;
