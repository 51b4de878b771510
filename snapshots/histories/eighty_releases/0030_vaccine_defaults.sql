UPDATE "vaccines" SET "lot" = 1 WHERE "lot" = 0;
INSERT INTO "vaccines" ("title") SELECT 'of ' || id FROM allergies;
