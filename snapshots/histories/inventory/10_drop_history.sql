drop table if exists price_history;
alter table supplies drop column price;
