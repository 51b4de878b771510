#include "analyzer/plan/children_of_dropped.hpp"

#include <algorithm>

#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/count_changed.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/plan/script_form.hpp"

namespace plumbline {

namespace {

/// "main.c WHERE …": those that reference something by this key.
std::string rows_referencing(const Table& child, const ForeignKey& key) {
  std::string condition;
  for (const Identifier& column : key.columns) {
    condition += (condition.empty() ? "" : " AND ") + column.quoted() + " IS NOT NULL";
  }
  return "main." + child.name.quoted() + " WHERE " + condition;
}

/// Each table of the live database that stays, as it is when the first table is dropped: what
/// changes has changed by then.
std::vector<Table> staying_tables(const KeepInput& input, const Draft& draft) {
  std::vector<Table> tables;
  for (const auto& [name, table] : input.live.tables) {
    if (draft.dropped_tables.contains(name)) continue;
    const bool changes = std::ranges::any_of(draft.steps, [&](const Step& step) {
      return step.phase == Phase::change_table && step.name == name;
    });
    const Table* target = changes ? find_table(input.target, name) : nullptr;
    tables.push_back(target != nullptr ? *target : table);
  }
  return tables;
}

/// None in a column that is still to come.
std::int64_t rows_now(const KeepInput& input, const Table& child, const ForeignKey& key,
                      const std::string& referencing) {
  const Table& live = input.live.tables.at(child.name);
  const bool known = std::ranges::all_of(
      key.columns, [&](const Identifier& column) { return find_column(live, column) != nullptr; });
  if (!known) return 0;
  return input.shadow.integer("SELECT count(*) FROM " + referencing).value_or(0);
}

/// Two keys of a table to one parent are one reason.
void refuse(Refusal refusal, Draft& draft) {
  const bool said = std::ranges::any_of(draft.refusals, [&](const Refusal& other) {
    return other.object == refusal.object && other.reason == refusal.reason;
  });
  if (!said) draft.refusals.push_back(std::move(refusal));
}

Refusal references_dropped(const Table& child, const ForeignKey& key, std::int64_t rows,
                           const std::string& engine) {
  return {{ObjectType::table, child.name, child.name},
          rows_that(rows, "references", "reference") + " " + key.parent.text() +
              ", which is to be dropped; on " + engine + " that is ON DELETE " +
              std::string(word_of(key.on_delete)),
          "declare it without that foreign key, or empty the column first",
          std::nullopt};
}

}  // namespace

bool changes_rows(ForeignKeyAction action) {
  return action == ForeignKeyAction::cascade || action == ForeignKeyAction::set_null ||
         action == ForeignKeyAction::set_default;
}

void guard_children_of_dropped(const KeepInput& input, Draft& draft) {
  const auto first_drop = std::ranges::find(draft.steps, Phase::drop_table, &Step::phase);
  if (first_drop == draft.steps.end()) return;
  const std::string engine = to_string(runtime_of(input.options));
  std::vector<Statement> guards;
  for (const Table& child : staying_tables(input, draft)) {
    for (const ForeignKey& key : child.foreign_keys) {
      if (!draft.dropped_tables.contains(key.parent) || !changes_rows(key.on_delete)) continue;
      const std::string referencing = rows_referencing(child, key);
      const std::int64_t rows = rows_now(input, child, key, referencing);
      if (rows > 0) refuse(references_dropped(child, key, rows, engine), draft);
      guards.push_back({count_of_none(form_of(input.options), child.name, referencing),
                        "rows that reference " + key.parent.text() + " would go or change with it",
                        {}});
    }
  }
  first_drop->statements.insert(first_drop->statements.begin(), guards.begin(), guards.end());
}

}  // namespace plumbline
