create table bins(code text primary key, shelf integer, check(code glob '[A-Z][0-9]*' or code = 'none'));
insert into bins values('none', null);
insert or ignore into bins(code) select upper(bin) from parts where bin glob '[A-Za-z][0-9]*';
update parts set bin = 'none' where bin is null or upper(bin) not in (select code from bins);
