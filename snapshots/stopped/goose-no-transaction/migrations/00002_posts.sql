-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id));
CREATE INDEX posts_user ON posts(user_id);
-- +goose StatementBegin
CREATE TRIGGER posts_no_orphans BEFORE INSERT ON posts BEGIN
  SELECT RAISE(ABORT, 'no such user; make it first') WHERE NEW.user_id NOT IN (SELECT id FROM users);
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER posts_no_orphans;
DROP INDEX posts_user;
DROP TABLE posts;
