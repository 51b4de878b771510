#include "analyzer/sqlite/stand_ins.hpp"

#include <algorithm>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/sql_features.hpp"
#include "analyzer/sqlite/function_calls.hpp"
#include "analyzer/sqlite/table_expressions.hpp"
#include "model/identifier.hpp"
#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

using Names = std::set<std::string>;

Names names_of(const Connection& connection, const std::string& sql) {
  Query query(connection, sql);
  Names names;
  while (query.step()) names.insert(ascii_lower(query.text(0)));
  return names;
}

StandIns all_on(const Connection& connection) {
  return {names_of(connection,
                   "SELECT name || CASE WHEN builtin OR name NOT IN ('iif', 'json_valid') THEN ''"
                   " ELSE ' with other numbers of arguments' END FROM pragma_function_list"),
          names_of(connection, "SELECT name FROM pragma_collation_list"),
          names_of(connection, "SELECT name FROM pragma_module_list")};
}

/// SQLite lists its table-valued functions once they were used.
bool is_own_table_function(const std::string& name) {
  constexpr int with_jsonb = 3051000;
  if (name.starts_with("pragma_") || name == "json_each" || name == "json_tree") return true;
  return sqlite_library_version_number() >= with_jsonb &&
         (name == "jsonb_each" || name == "jsonb_tree");
}

void keep_new(Names& names, const Names& known) {
  std::erase_if(names, [&](const std::string& name) {
    return known.contains(name) || name.starts_with("plumbline_") || is_own_table_function(name);
  });
}

StandIns beyond(StandIns all, const StandIns& known) {
  keep_new(all.functions, known.functions);
  keep_new(all.collations, known.collations);
  keep_new(all.modules, known.modules);
  return all;
}

StandIns all_of_sqlite() { return all_on(Connection::in_memory("functions")); }

/// Whether the text has a name that something unknown may hide behind: one in front of a
/// parenthesis, or behind COLLATE.
bool may_need_more(const std::string& sql, const StandIns& known) {
  const std::vector<Token> tokens = tokens_of(sql);
  for (std::size_t at = 1; at < tokens.size(); ++at) {
    const std::string before = ascii_lower(unquoted(tokens[at - 1]));
    if (before == "collate" && !known.collations.contains(ascii_lower(unquoted(tokens[at])))) {
      return true;
    }
    const bool grown = before == "iif" || before == "json_valid";
    if (is_symbol(tokens[at], "(") && (grown || !known.functions.contains(before))) return true;
  }
  return false;
}

bool may_need_more(const Schema& schema, const StandIns& known) {
  const auto of_table = [&](const auto& entry) {
    return std::ranges::any_of(expressions_of(entry.second), [&](const auto& expression) {
      return may_need_more(expression.sql, known);
    });
  };
  const auto of_text = [&](const auto& entry) { return may_need_more(entry.second.sql, known); };
  return std::ranges::any_of(schema.tables, of_table) ||
         std::ranges::any_of(schema.views, of_text) ||
         std::ranges::any_of(schema.triggers, of_text);
}

/// What the model itself names.
void add_named(const Schema& schema, StandIns& needed) {
  const auto add_collation = [&](const std::string& name) {
    if (!name.empty()) needed.collations.insert(ascii_lower(name));
  };
  for (const auto& [name, table] : schema.tables) {
    if (!table.module.empty()) needed.modules.insert(ascii_lower(table.module));
    for (const Column& column : table.columns) add_collation(column.collation);
    for (const auto& [index_name, index] : table.indexes) {
      for (const KeyPart& part : index.columns) add_collation(part.collation);
    }
  }
}

std::string listed(const Names& names, const std::string& one, const std::string& several,
                   bool functions = false) {
  std::string words = names.size() == 1 ? one : several;
  const char* before = " ";
  for (const std::string& name : names) {
    words += before + name + (functions && name.find(' ') == std::string::npos ? "()" : "");
    const std::vector<SqlFeature> since = features_of("", {name});
    if (functions && !since.empty()) {
      words += " (" + words_for_version(since.front().since) + ")";
    }
    before = ", ";
  }
  return words;
}

}  // namespace

StandIns stand_ins_on(const Connection& connection) {
  return beyond(all_on(connection), all_of_sqlite());
}

StandIns stand_ins_for(const Schema& schema, std::optional<Deadline> deadline) {
  const StandIns known = all_of_sqlite();
  StandIns needed;
  if (may_need_more(schema, known)) needed = stubs_called(schema, deadline);
  add_named(schema, needed);
  return beyond(std::move(needed), known);
}

std::string words_for(const StandIns& stand_ins) {
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : "; ") + more; };
  if (!stand_ins.functions.empty()) {
    add(listed(stand_ins.functions, "function", "functions", true));
  }
  if (!stand_ins.collations.empty()) {
    add(listed(stand_ins.collations, "collation", "collations"));
  }
  if (!stand_ins.modules.empty()) add(listed(stand_ins.modules, "module", "modules"));
  return "SQLite " + sqlite_library_version() + " has not got " + words +
         ": on shadows stand-ins take their place, which compute nothing";
}

}  // namespace plumbline
