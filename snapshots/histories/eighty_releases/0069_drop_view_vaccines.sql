DROP TRIGGER "vaccines_named";
DROP VIEW "vaccine_list";
CREATE VIEW "vaccine_list" AS SELECT "id", "title" FROM "vaccines" WHERE "lot_no" > 0;
