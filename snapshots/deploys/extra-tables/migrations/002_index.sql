CREATE INDEX users_plan ON users (plan);
