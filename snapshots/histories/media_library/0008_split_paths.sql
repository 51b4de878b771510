ALTER TABLE track ADD COLUMN folder TEXT;
ALTER TABLE track ADD COLUMN file TEXT;
UPDATE track SET folder = rtrim(path, replace(path, '/', ''));
UPDATE track SET file = replace(path, folder, '');
