alter table doctors drop column remark;
