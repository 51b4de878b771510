UPDATE "rooms" SET "floor" = 1 WHERE "floor" = 0;
INSERT INTO "rooms" ("label") SELECT 'of ' || id FROM doctors;
