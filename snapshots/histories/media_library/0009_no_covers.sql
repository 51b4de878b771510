PRAGMA foreign_keys=OFF;
ALTER TABLE album DROP COLUMN cover_id;
DROP TABLE cover;
PRAGMA foreign_keys=ON;
