DROP TABLE IF EXISTS users_old;
PRAGMA foreign_keys=off;
PRAGMA legacy_alter_table=1;
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (
  id integer primary key,
  login text not null unique,
  role text not null,
  manager_id integer references users(id),
  team_id integer references teams(id),
  active integer not null default 1
);
INSERT INTO users (id, login, role, manager_id, team_id) SELECT id, login, role, manager_id, team_id FROM users_old;
DROP TABLE users_old;
PRAGMA legacy_alter_table=0;
PRAGMA foreign_keys=on;
