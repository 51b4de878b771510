PRAGMA legacy_alter_table = TRUE;
ALTER TABLE android_like_prefs RENAME TO prefs;
PRAGMA legacy_alter_table = FALSE;
CREATE UNIQUE INDEX prefs_name ON prefs(name);
INSERT OR REPLACE INTO prefs VALUES ('sort', 'modified');
INSERT OR REPLACE INTO prefs VALUES ('schema', 6);
PRAGMA user_version = 6;
