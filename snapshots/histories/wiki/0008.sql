DROP TABLE trigram;
INSERT INTO search(search) VALUES ('optimize');
