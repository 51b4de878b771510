INSERT INTO invoices (number, due) VALUES ('a', 1), ('b', 2), ('c', 3);
UPDATE invoices SET due = due * 10 WHERE due IS NOT NULL;
