CREATE TABLE locales (code TEXT NOT NULL PRIMARY KEY CHECK (code = lower(code) AND length(code) = 2), fallback TEXT REFERENCES locales (code));
INSERT INTO locales SELECT DISTINCT substr(lower(locale), 1, 2), NULL FROM pages WHERE length(locale) >= 2;
INSERT OR IGNORE INTO locales (code) VALUES ('en');
UPDATE locales SET fallback = 'en' WHERE code <> 'en';
