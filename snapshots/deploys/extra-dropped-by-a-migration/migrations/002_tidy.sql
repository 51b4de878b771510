DROP VIEW emails;
DROP TABLE old_users;
