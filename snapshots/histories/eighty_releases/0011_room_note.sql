ALTER TABLE "rooms" ADD COLUMN "width" REAL;
ALTER TABLE "rooms" RENAME COLUMN "floor" TO "floor_no";
