CREATE TABLE journal (line TEXT);
INSERT INTO journal VALUES ('opened');
INSERT INTO journal VALUES ('opened');
INSERT INTO journal SELECT 'booking ' || id FROM bookings;
