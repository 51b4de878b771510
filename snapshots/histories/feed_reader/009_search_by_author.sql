DROP TRIGGER entries_ai;
DROP TRIGGER entries_ad;
DROP TRIGGER entries_au;
DROP TABLE entries_fts;
CREATE VIRTUAL TABLE entries_fts USING fts5(title, body, author, content='entries', content_rowid='id', tokenize='porter unicode61');
CREATE TRIGGER entries_ai AFTER INSERT ON entries BEGIN
    INSERT INTO entries_fts(rowid, title, body, author) VALUES (new.id, new.title, new.body, new.author);
END;
CREATE TRIGGER entries_ad AFTER DELETE ON entries BEGIN
    INSERT INTO entries_fts(entries_fts, rowid, title, body, author) VALUES ('delete', old.id, old.title, old.body, old.author);
END;
INSERT INTO entries_fts(entries_fts) VALUES ('rebuild');
