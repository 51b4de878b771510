create unique index doctors_upper on doctors(upper(name), id);
update doctors set remark = null where remark = '';
