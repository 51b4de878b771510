ALTER TABLE pupils RENAME COLUMN first TO given_name;
ALTER TABLE pupils RENAME COLUMN last TO family_name;
