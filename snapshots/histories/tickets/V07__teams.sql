create table teams (id integer primary key, name text not null, lead_id integer references users(id));
alter table users add column team_id integer references teams(id);
insert into teams(name, lead_id) select 'Team of ' || login, id from users where role = 'admin';
insert into teams(name) values ('Everybody else');
update users set team_id = (select max(id) from teams) where team_id is null;
