DROP TRIGGER "rooms_named";
DROP VIEW "room_list";
CREATE VIEW "room_list" AS SELECT "id", "label" FROM "rooms" WHERE "floor_no" > 0;
