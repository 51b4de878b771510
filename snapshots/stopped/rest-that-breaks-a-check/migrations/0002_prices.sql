CREATE TABLE prices (id INTEGER PRIMARY KEY, price INT CHECK (price > 0));
PRAGMA ignore_check_constraints = ON;
INSERT INTO prices VALUES (1, -5);
CREATE INDEX prices_price ON prices(price);
