DROP TABLE found;
