CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT, plan TEXT NOT NULL);
INSERT INTO users_new SELECT id, email, coalesce(plan, 'free') FROM users;
