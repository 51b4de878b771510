DROP TABLE "devices_groups";
DROP TABLE "groups";
