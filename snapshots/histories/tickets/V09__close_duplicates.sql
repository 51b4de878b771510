update tickets set state = 'closed' where duplicate_of is not null;
delete from comments where body = 'me too';
