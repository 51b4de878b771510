INSERT INTO insurers (company, code) VALUES ('a', 1), ('b', 2), ('c', 3);
UPDATE insurers SET code = code * 10 WHERE code IS NOT NULL;
