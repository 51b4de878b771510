CREATE VIEW "room_list" AS SELECT "label", count(*) AS "n" FROM "rooms" GROUP BY "label";
CREATE TRIGGER "rooms_named" AFTER INSERT ON "rooms" WHEN NEW."label" = '' BEGIN UPDATE "rooms" SET "label" = 'no ' || NEW."id" WHERE "id" = NEW."id"; END;
