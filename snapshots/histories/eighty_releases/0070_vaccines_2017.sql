ALTER TABLE "vaccines" DROP COLUMN "width";
UPDATE "vaccines" SET "lot_no" = "lot_no" + 1;
