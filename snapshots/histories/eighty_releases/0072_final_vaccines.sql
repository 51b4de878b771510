ALTER TABLE vaccine_stats RENAME TO vaccine_numbers;
CREATE VIEW vaccine_numbers_total AS SELECT sum(n) AS n FROM vaccine_numbers;
