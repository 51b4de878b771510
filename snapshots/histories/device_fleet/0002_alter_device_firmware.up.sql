-- what an ORM writes for "alter field"
PRAGMA foreign_keys = OFF;
CREATE TABLE "new__devices" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "serial" varchar(32) NOT NULL UNIQUE, "model" varchar(50) NOT NULL, "online" bool NOT NULL, "firmware" varchar(20) NOT NULL);
INSERT INTO "new__devices" ("id", "serial", "model", "online", "firmware") SELECT "id", "serial", "model", "online", coalesce("firmware", '0.0.0') FROM "devices";
DROP TABLE "devices";
ALTER TABLE "new__devices" RENAME TO "devices";
PRAGMA foreign_keys = ON;
