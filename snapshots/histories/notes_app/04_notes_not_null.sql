PRAGMA defer_foreign_keys = ON;
BEGIN EXCLUSIVE;
CREATE TABLE "notes_tmp" ("_id" INTEGER PRIMARY KEY AUTOINCREMENT, "title" TEXT NOT NULL DEFAULT '', "body" TEXT NOT NULL DEFAULT '', "modified" INTEGER, "color" INTEGER DEFAULT 0, "notebook" INTEGER NOT NULL DEFAULT 1 REFERENCES "notebooks"("_id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "notes_tmp" SELECT "_id", ifnull("title", ''), ifnull("body", ''), "modified", "color", 1 FROM "notes";
DROP TABLE "notes";
ALTER TABLE "notes_tmp" RENAME TO "notes";
END TRANSACTION;
PRAGMA user_version = 4;
