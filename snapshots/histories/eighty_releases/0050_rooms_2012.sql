ALTER TABLE "rooms" DROP COLUMN "width";
UPDATE "rooms" SET "floor_no" = "floor_no" + 1;
