ALTER TABLE track ADD COLUMN plays INTEGER NOT NULL DEFAULT 0;
ALTER TABLE track ADD COLUMN rating INTEGER CHECK(rating BETWEEN 0 AND 5);
UPDATE track SET plays = plays + 1 WHERE seconds > 0;
UPDATE track SET rating = 3;
