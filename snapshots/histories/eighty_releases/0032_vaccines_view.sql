CREATE VIEW "vaccine_list" AS SELECT "title", count(*) AS "n" FROM "vaccines" GROUP BY "title";
CREATE TRIGGER "vaccines_named" AFTER INSERT ON "vaccines" WHEN NEW."title" = '' BEGIN UPDATE "vaccines" SET "title" = 'no ' || NEW."id" WHERE "id" = NEW."id"; END;
