SAVEPOINT s;
UPDATE referrals SET sent = 'x' WHERE sent IS NULL;
INSERT INTO referrals (target, vaccine_id) SELECT 'last', min(id) FROM vaccines HAVING count(*) > 0;
RELEASE s;
