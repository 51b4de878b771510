ALTER TABLE "vaccines" ADD COLUMN "width" REAL;
ALTER TABLE "vaccines" RENAME COLUMN "lot" TO "lot_no";
