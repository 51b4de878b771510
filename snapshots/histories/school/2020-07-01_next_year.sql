INSERT OR IGNORE INTO classes (country, school, year, letter) SELECT country, school, year + 1, letter FROM classes WHERE year < 2100;
UPDATE pupils SET year = year + 1 WHERE year IS NOT NULL AND year < 2100;
