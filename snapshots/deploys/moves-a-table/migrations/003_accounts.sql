ALTER TABLE people RENAME TO accounts;
