#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

std::string clause_words(const std::string& constraint, ConflictClause clause) {
  return constraint + " ON CONFLICT " + std::string(word_of(clause));
}

std::vector<std::string> clauses_of(const Table& table, ConflictClause wanted) {
  std::vector<std::string> clauses;
  if (table.primary_key && table.primary_key->on_conflict == wanted) {
    clauses.push_back(clause_words("PRIMARY KEY", wanted));
  }
  for (const Unique& unique : table.uniques) {
    if (unique.on_conflict != wanted) continue;
    clauses.push_back(
        clause_words("UNIQUE (" + with_commas(columns_of(unique.columns)) + ")", wanted));
  }
  for (const Column& column : table.columns) {
    // REPLACE of NOT NULL puts the default in place of the NULL, and loses nothing.
    if (column.not_null_conflict != wanted || wanted == ConflictClause::replace) continue;
    clauses.push_back(clause_words(column.name.text() + " NOT NULL", wanted));
  }
  return clauses;
}

/// Tables whose rows go when a row of `table` is deleted.
std::vector<std::string> cascading_children(const SchemaInHand& input, const Identifier& table) {
  std::vector<std::string> children;
  for (const auto& [name, child] : input.schema.tables) {
    for (const ForeignKey& key : child.foreign_keys) {
      if (key.parent != table || key.on_delete != ForeignKeyAction::cascade) continue;
      children.push_back(name.text());
      break;
    }
  }
  return children;
}

std::string words(const SchemaInHand& input, const Table& table) {
  std::string text;
  const std::vector<std::string> ignoring = clauses_of(table, ConflictClause::ignore);
  if (!ignoring.empty()) {
    text = listed(ignoring) + ": a row that is in conflict is left out, and the INSERT succeeds";
  }
  const std::vector<std::string> replacing = clauses_of(table, ConflictClause::replace);
  if (replacing.empty()) return text;
  text += (text.empty() ? "" : "; ") + listed(replacing) +
          ": the row that is in the way is deleted, without a word and without its DELETE triggers";
  const std::vector<std::string> children = cascading_children(input, table.name);
  if (input.foreign_keys && !children.empty()) {
    text += ", and the rows of " + listed(children) + " that reference it go with it";
  }
  return text;
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    const std::string text = words(input, *table);
    if (text.empty()) continue;
    findings.push_back(
        finding_of(rule, object_of(*table), text,
                   "leave the clause out, and say INSERT … ON CONFLICT DO UPDATE or DO NOTHING "
                   "where that is meant"));
  }
}

}  // namespace

extern const Rule on_conflict_replace;
const Rule on_conflict_replace{"on-conflict-replace", Severity::note, check};

}  // namespace plumbline
