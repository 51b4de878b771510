PRAGMA journal_mode;
PRAGMA application_id = 1313820756;
CREATE INDEX notes_order ON notes(pinned DESC, modified DESC);
PRAGMA user_version = 9;
