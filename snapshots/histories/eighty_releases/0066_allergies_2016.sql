alter table allergies drop column remark;
