INSERT INTO referrals (target, vaccine_id) SELECT 'made for ' || id, id FROM vaccines;
DELETE FROM referrals WHERE sent = 'never';
