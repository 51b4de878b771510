CREATE TABLE "groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL UNIQUE);
CREATE TABLE "devices_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "device_id" integer NOT NULL REFERENCES "devices" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE UNIQUE INDEX "devices_groups_uniq" ON "devices_groups" ("device_id", "group_id");
INSERT INTO "groups" ("name") VALUES ('default');
INSERT INTO "devices_groups" ("device_id", "group_id") SELECT d."id", g."id" FROM "devices" d, "groups" g WHERE g."name" = 'default';
