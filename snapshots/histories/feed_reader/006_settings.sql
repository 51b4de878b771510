CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT
);
INSERT INTO settings VALUES ('theme', 'light');
INSERT INTO settings VALUES ('refresh_minutes', '30');
INSERT INTO settings VALUES ('mark_read_on_scroll', '0');
