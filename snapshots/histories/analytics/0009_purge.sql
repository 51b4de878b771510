DELETE FROM events WHERE at < datetime('now', '-10 years');
DELETE FROM sessions WHERE ended IS NOT NULL AND ended < strftime('%s', 'now', '-1 year');
