CREATE VIRTUAL TABLE IF NOT EXISTS trigram USING fts5(name, tokenize = 'trigram');
INSERT INTO trigram(rowid, name) SELECT id, name FROM article;
