SAVEPOINT fix;
DELETE FROM journal WHERE line = 'opened';
INSERT INTO journal VALUES ('cleaned');
RELEASE fix;
CREATE INDEX journal_line ON journal (line);
