SAVEPOINT s;
UPDATE visits SET day = 'x' WHERE day IS NULL;
INSERT INTO visits (reason, room_id) SELECT 'last', min(id) FROM rooms HAVING count(*) > 0;
RELEASE s;
