CREATE TABLE notes (_id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, body TEXT, modified INTEGER);
CREATE TABLE android_like_prefs (name TEXT, value BLOB);
PRAGMA user_version = 1;
