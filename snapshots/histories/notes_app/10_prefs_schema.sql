UPDATE prefs SET value = 10 WHERE name = 'schema';
PRAGMA user_version = 10;
