#include "analyzer/audit/needed_names.hpp"

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/table_expressions.hpp"

namespace plumbline {

namespace {

std::string collation_in(const std::string& collation, const StandIns& stand_ins) {
  const std::string name = ascii_lower(collation);
  return stand_ins.collations.contains(name) ? "the collation " + name : "";
}

/// What a column brings along that is mentioned: its collation, and what computes it.
std::string needed_by_column(const Column& column, const StandIns& stand_ins) {
  if (column.generated && !column.generated->stored) {
    for (const Token& token : tokens_of(column.generated->expression)) {
      const std::string name = ascii_lower(unquoted(token));
      if (stand_ins.functions.contains(name)) return "the function " + name;
    }
  }
  return collation_in(column.collation, stand_ins);
}

}  // namespace

std::string needed_by(const std::string& sql, const Table& table, const StandIns& stand_ins) {
  if (stand_ins.functions.empty() && stand_ins.collations.empty()) return "";
  for (const Token& token : tokens_of(sql)) {
    const std::string name = ascii_lower(unquoted(token));
    if (stand_ins.functions.contains(name)) return "the function " + name;
    if (const std::string needed = collation_in(name, stand_ins); !needed.empty()) return needed;
    if (const Column* column = find_column(table, Identifier(name))) {
      const std::string needed = needed_by_column(*column, stand_ins);
      if (!needed.empty()) return needed;
    }
  }
  return "";
}

std::string needed_by(const Table& table, const StandIns& stand_ins) {
  for (const Column& column : table.columns) {
    const std::string needed = needed_by_column(column, stand_ins);
    if (!needed.empty()) return needed;
  }
  for (const auto& [name, index] : table.indexes) {
    for (const KeyPart& part : index.columns) {
      const std::string needed = collation_in(part.collation, stand_ins);
      if (!needed.empty()) return needed;
    }
  }
  for (const TableExpression& expression : expressions_of(table)) {
    const std::string needed = needed_by(expression.sql, table, stand_ins);
    if (!needed.empty()) return needed;
  }
  return "";
}

}  // namespace plumbline
