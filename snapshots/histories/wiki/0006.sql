ALTER TABLE article ADD COLUMN protected BOOLEAN NOT NULL DEFAULT FALSE CHECK (protected IN (TRUE, FALSE));
UPDATE article SET protected = TRUE WHERE name = 'Main Page';
UPDATE article SET text = text || char(10) WHERE text NOT LIKE '%' || char(10);
