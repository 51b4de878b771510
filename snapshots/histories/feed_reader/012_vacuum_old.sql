DELETE FROM entries WHERE read = 1 AND starred = 0 AND published < 1000000000;
REINDEX entries_published;
ANALYZE;
