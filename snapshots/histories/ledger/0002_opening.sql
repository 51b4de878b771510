INSERT INTO accounts (iban, balance) VALUES ('DE00CASH', 1000);
INSERT INTO accounts (iban, balance) VALUES ('DE00BANK', 5000);
INSERT INTO accounts (iban, balance) VALUES ('DE00SALES', 0);
