-- Whoever installed a nightly has some of these already.
INSERT OR IGNORE INTO settings VALUES ('font', 'serif');
INSERT OR IGNORE INTO settings VALUES ('theme', 'dark');
UPDATE settings SET value = '60' WHERE key = 'refresh_minutes' AND value = '30';
INSERT OR REPLACE INTO settings VALUES ('version', '7');
