alter table comments rename column at to created_at;
alter table comments rename to messages;
