ALTER TABLE menu ADD COLUMN position INTEGER;
UPDATE menu SET position = (SELECT count(*) FROM menu m WHERE m.parent IS menu.parent AND m.id < menu.id);
CREATE UNIQUE INDEX menu_positions ON menu (ifnull(parent, 0), position);
