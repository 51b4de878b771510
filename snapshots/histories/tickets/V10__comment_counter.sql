alter table tickets add column comment_count integer not null default 0;
update tickets set comment_count = comment_count + (select count(*) from comments c where c.ticket_id = tickets.id);
