UPDATE customers SET email = lower(trim(email));
CREATE UNIQUE INDEX idx_customers_mail_nocase ON customers (lower(email));
