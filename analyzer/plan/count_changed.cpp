#include "analyzer/plan/count_changed.hpp"

#include "analyzer/diff/meaning.hpp"

namespace plumbline {

namespace {

std::string head(ScriptForm form) {
  return "INSERT INTO " + counted_table(form) + " SELECT 'work', 'changed', ";
}

std::string changes_value(const Column& before, const Column& after) {
  const std::string from = "o." + before.name.quoted();
  const std::string into = "n." + after.name.quoted();
  return from + " IS NOT " + into + " OR typeof(" + from + ") <> typeof(" + into + ")";
}

bool may_convert(const Table& live, const Column& before, const Table& target,
                 const Column& after) {
  return !after.generated &&
         (live.strict != target.strict ||
          type_meaning(before, live.strict) != type_meaning(after, target.strict));
}

}  // namespace

std::vector<std::string> count_changed(const Table& live, const Table& target,
                                       const CopiedRows& rows, const RebuildChoices& choices) {
  const std::string start = head(choices.form) + quote_literal(target.name.text()) + ", NULL, ";
  std::vector<std::string> statements;
  std::string changed;
  for (const Column& after : target.columns) {
    const Column* before = find_column(live, after.name);
    if (before == nullptr || choices.converts.contains(after.name)) continue;
    const bool fills = choices.fills.contains(after.name);
    if (!fills && !may_convert(live, *before, target, after)) continue;
    const std::string changes = changes_value(*before, after);
    changed += changed.empty() ? "" : " OR ";
    changed +=
        fills ? "(o." + before->name.quoted() + " IS NOT NULL AND (" + changes + "))" : changes;
  }
  if (!changed.empty() && !rows.from_rowid.empty() && !rows.into_rowid.empty()) {
    statements.push_back(start + "count(*)\nFROM main." + rows.from.quoted() + " AS o JOIN main." +
                         rows.into.quoted() + " AS n ON n." + rows.into_rowid + " = o." +
                         rows.from_rowid + "\nWHERE " + changed);
  }
  const Column* alias = rowid_alias(target);
  const Column* old_alias = rowid_alias(live);
  const bool becomes_rowid = alias != nullptr && find_column(live, alias->name) &&
                             (old_alias == nullptr || old_alias->name != alias->name);
  if (becomes_rowid) {
    statements.push_back(start + "count(*) FROM main." + rows.from.quoted() + " WHERE " +
                         alias->name.quoted() + " IS NULL");
  }
  return statements;
}

std::string count_of_none(ScriptForm form, const Identifier& table, const std::string& from) {
  return head(form) + quote_literal(table.text()) + ", NULL, count(*) FROM " + from;
}

bool counts_changed(const std::string& sql) {
  return sql.starts_with(head(ScriptForm::transaction)) || sql.starts_with(head(ScriptForm::batch));
}

}  // namespace plumbline
