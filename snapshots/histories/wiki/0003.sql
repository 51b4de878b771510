CREATE VIEW wanted AS SELECT dst, count(*) AS links FROM link WHERE dst NOT IN (SELECT name FROM article) GROUP BY dst;
CREATE VIEW orphans AS SELECT name FROM article WHERE name NOT IN (SELECT dst FROM link);
