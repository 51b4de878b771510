CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  parent_id INTEGER REFERENCES categories (id) ON DELETE SET NULL
);
INSERT INTO categories (id, slug, title, parent_id) VALUES (1, 'all', 'Everything', NULL);
INSERT INTO categories (slug, title, parent_id) VALUES ('books', 'Books', 1), ('toys', 'Toys', 1);
ALTER TABLE products ADD COLUMN category_id INTEGER REFERENCES categories (id);
UPDATE products SET category_id = 1 WHERE category_id IS NULL;
