CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT);
CREATE VIEW names AS SELECT name FROM users;
CREATE TRIGGER users_nick AFTER INSERT ON users BEGIN UPDATE users SET nick = new.name WHERE id = new.id; END;
