CREATE TABLE "devices" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "serial" varchar(32) NOT NULL UNIQUE, "model" varchar(50) NOT NULL, "online" bool NOT NULL, "firmware" varchar(20) NULL);
CREATE TABLE "readings" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "device_id" integer NOT NULL REFERENCES "devices" ("id") DEFERRABLE INITIALLY DEFERRED, "value" decimal NOT NULL, "taken_at" datetime NOT NULL);
CREATE INDEX "readings_device_id_8a1b" ON "readings" ("device_id");
