#include "analyzer/diff/meaning.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/normal_form.hpp"

namespace plumbline {

namespace {

/// ABORT is what SQLite does where nothing is stated, and so is NO ACTION.
std::string conflict_meaning(ConflictClause clause) {
  const bool usual = clause == ConflictClause::unstated || clause == ConflictClause::abort;
  return usual ? "" : " on conflict " + ascii_lower(word_of(clause));
}

std::string action_meaning(ForeignKeyAction action) {
  return action == ForeignKeyAction::no_action ? "" : ascii_lower(word_of(action));
}

template <class Item, class ToText>
std::string joined(const std::vector<Item>& items, ToText to_text) {
  std::string result;
  for (const Item& item : items) {
    if (!result.empty()) result += ", ";
    result += to_text(item);
  }
  return result;
}

std::string folded_name(const Identifier& name) {
  return Identifier(ascii_lower(name.text())).quoted();
}

std::string parts_meaning(const std::vector<KeyPart>& parts) {
  return joined(parts, [](const KeyPart& part) { return meaning(part); });
}

/// DEFAULT of one token: a bare word or a name in double quotes is a string there
/// (https://sqlite.org/lang_createtable.html#dfltval), TRUE and FALSE are 1 and 0.
std::string one_token_default(const Token& token) {
  if (token.kind == TokenKind::quoted_name) return quote_literal(unquoted(token));
  if (token.kind != TokenKind::word) return normal_form(token.text);
  const std::string word = ascii_lower(token.text);
  if (word == "null") return "";
  if (word == "true") return "1";
  if (word == "false") return "0";
  const bool clock =
      word == "current_timestamp" || word == "current_date" || word == "current_time";
  return clock ? word : quote_literal(token.text);
}

std::string without_outer_parentheses(const std::string& text) {
  const std::vector<Token> tokens = tokens_of(text);
  std::size_t peeled = 0;
  while (tokens.size() >= 2 * peeled + 3 && is_symbol(tokens[peeled], "(") &&
         is_symbol(tokens[tokens.size() - 1 - peeled], ")")) {
    ++peeled;
  }
  if (peeled == 0 || tokens.size() != 2 * peeled + 1) return text;
  return std::string(tokens[peeled].text);  // one token in parentheses
}

std::vector<Identifier> parent_columns(const ForeignKey& key, const Schema& schema) {
  if (!key.parent_columns.empty()) return key.parent_columns;
  const Table* parent = find_table(schema, key.parent);
  if (parent == nullptr || !parent->primary_key) return {};
  std::vector<Identifier> columns;
  for (const KeyPart& part : parent->primary_key->columns) columns.push_back(part.column);
  return columns;
}

}  // namespace

std::string type_meaning(const Column& column, bool strict) {
  if (strict && equal_folded(column.type, "ANY")) return "ANY";
  return affinity_of(column.type);
}

std::string default_meaning(const Column& column) {
  if (!column.default_sql) return "";
  const std::string bare = without_outer_parentheses(*column.default_sql);
  const std::vector<Token> tokens = tokens_of(bare);
  if (tokens.size() == 1) return one_token_default(tokens[0]);
  if (tokens.size() == 2 && is_symbol(tokens[0], "+")) return normal_form(tokens[1].text);
  return normal_expression(*column.default_sql);
}

std::string not_null_meaning(const Table& table, const Column& column) {
  if (!column.not_null || rowid_alias(table) == &column) return "";
  return "not null" + conflict_meaning(column.not_null_conflict);
}

std::string collation_meaning(const std::string& collation) {
  return collation.empty() ? "binary" : ascii_lower(collation);
}

std::string generated_meaning(const Column& column) {
  if (!column.generated) return "";
  return (column.generated->stored ? "stored " : "virtual ") +
         normal_expression(column.generated->expression);
}

std::string meaning(const KeyPart& part) {
  return (part.expression ? "(" + normal_expression(*part.expression) + ")"
                          : folded_name(part.column)) +
         " collate " + collation_meaning(part.collation) + (part.descending ? " desc" : "");
}

std::string meaning(const PrimaryKey& key) {
  if (key.rowid_alias) {  // the b-tree itself: no collation, no direction
    return "rowid " + folded_name(key.columns.front().column) + conflict_meaning(key.on_conflict);
  }
  return parts_meaning(key.columns) + conflict_meaning(key.on_conflict);
}

std::string meaning(const Unique& unique) {
  return parts_meaning(unique.columns) + conflict_meaning(unique.on_conflict);
}

std::vector<Unique> needed_uniques(const Table& table) {
  std::set<std::string> said;
  if (table.primary_key && !table.primary_key->rowid_alias)
    said.insert(meaning(*table.primary_key));
  std::vector<Unique> needed;
  for (const Unique& unique : table.uniques) {
    if (said.insert(meaning(unique)).second) needed.push_back(unique);
  }
  return needed;
}

std::string meaning(const Check& check) { return normal_expression(check.expression); }

std::string meaning(const ForeignKey& key, const Schema& schema) {
  return joined(key.columns, folded_name) + " references " + folded_name(key.parent) + "(" +
         joined(parent_columns(key, schema), folded_name) + ") on delete " +
         action_meaning(key.on_delete) + " on update " + action_meaning(key.on_update) +
         (key.deferred ? " deferred" : "");
}

std::string meaning(const Index& index) {
  return (index.unique ? "unique " : "") + parts_meaning(index.columns) +
         (index.where ? " where " + normal_expression(*index.where) : "");
}

std::string as_unique_constraint(const Index& index) {
  const bool expression = std::ranges::any_of(
      index.columns, [](const KeyPart& part) { return part.expression.has_value(); });
  if (!index.unique || index.where || expression) return "";
  return parts_meaning(index.columns);
}

namespace {

/// A set of lines under a head; sorted, since their order means nothing.
void add_sorted(std::string& out, const std::string& head,
                const std::multiset<std::string>& lines) {
  for (const std::string& line : lines) out += head + line + "\n";
}

std::string column_meaning(const Table& table, const Column& column) {
  return folded_name(column.name) + " " + type_meaning(column, table.strict) + "|" +
         not_null_meaning(table, column) + "|" + default_meaning(column) + "|" +
         collation_meaning(column.collation) + "|" + generated_meaning(column);
}

std::string table_meaning(const Table& table, const Schema& schema) {
  std::string out = "table " + folded_name(table.name) + (table.strict ? " strict" : "") +
                    (table.without_rowid ? " without rowid" : "") + "\n";
  if (table.kind == TableKind::virtual_table) return out + normal_form(table.sql) + "\n";
  std::multiset<std::string> columns, uniques, checks, keys, indexes;
  for (const Column& column : table.columns) columns.insert(column_meaning(table, column));
  for (const Unique& unique : needed_uniques(table)) uniques.insert(meaning(unique));
  for (const Check& check : table.checks) checks.insert(meaning(check));
  for (const ForeignKey& key : table.foreign_keys) keys.insert(meaning(key, schema));
  for (const auto& [name, index] : table.indexes) {
    const std::string constraint = as_unique_constraint(index);
    if (!constraint.empty()) {
      uniques.insert(constraint);
    } else {
      indexes.insert(folded_name(name) + " " + meaning(index));
    }
  }
  add_sorted(out, " column ", columns);
  if (table.primary_key) {
    out += " primary key " + meaning(*table.primary_key) +
           (table.primary_key->autoincrement ? " autoincrement" : "") + "\n";
  }
  add_sorted(out, " unique ", uniques);
  add_sorted(out, " check ", checks);
  add_sorted(out, " foreign key ", keys);
  add_sorted(out, " index ", indexes);
  return out;
}

}  // namespace

std::string meaning(const Schema& schema) {
  std::string out;
  for (const auto& [name, table] : schema.tables) {
    if (table.kind != TableKind::shadow) out += table_meaning(table, schema);
  }
  for (const auto& [name, view] : schema.views) out += normal_form(view.sql) + "\n";
  for (const auto& [name, trigger] : schema.triggers) out += normal_form(trigger.sql) + "\n";
  return out;
}

}  // namespace plumbline
