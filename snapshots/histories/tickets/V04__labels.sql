create table labels (id integer primary key, name text not null unique collate nocase, color text not null default '#cccccc' check (color glob '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'));
create table ticket_labels (
  ticket_id integer not null references tickets(id) on delete cascade,
  label_id integer not null references labels(id) on delete restrict,
  primary key (ticket_id, label_id)
) without rowid;
insert into labels(name, color) values ('bug', '#ff0000'), ('question', '#0000ff');
insert into labels(name) values ('wontfix');
