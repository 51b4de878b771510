INSERT INTO article (name, text) VALUES ('Main Page', 'Welcome; this is the [[Main Page]] -- edit me');
INSERT INTO link SELECT id, 'Main Page' FROM article WHERE name = 'Main Page';
