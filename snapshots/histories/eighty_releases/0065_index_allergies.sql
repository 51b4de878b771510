create unique index allergies_upper on allergies(upper(substance), id);
update allergies set remark = null where remark = '';
