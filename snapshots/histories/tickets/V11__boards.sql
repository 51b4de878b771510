create view board as
  select t.id, t.subject, u.login as assignee_login, t.priority
  from tickets t left join users u on u.id = t.assignee
  where t.state <> 'closed';
create trigger board_assign instead of update of assignee_login on board
begin
  update tickets set assignee = (select id from users where login = new.assignee_login) where id = new.id;
end;
