alter table tickets add column last_activity integer;
update tickets set last_activity = (select max(at) from comments where ticket_id = tickets.id);
update tickets set last_activity = 0 where last_activity is null;
create trigger touch_ticket after insert on comments
begin
  update tickets set last_activity = new.at where id = new.ticket_id;
end;
