#include "analyzer/plan/key_clauses.hpp"

namespace plumbline {

KeyClauses key_clauses(const std::vector<KeyPart>& parts, const std::optional<std::string>& where) {
  KeyClauses clauses;
  for (const KeyPart& part : parts) {
    const std::string value = part.expression ? "(" + *part.expression + ")" : part.column.quoted();
    const std::string collation =
        part.collation.empty() ? "BINARY" : Identifier(part.collation).quoted();
    const bool first = clauses.names.empty();
    const std::string comma = first ? "" : ", ";
    clauses.group_by += comma + value + " COLLATE " + collation;
    clauses.condition += (first ? "" : " AND ") + value + " IS NOT NULL";
    clauses.names += comma + (part.expression ? *part.expression : part.column.text());
    clauses.values += comma + value;
    clauses.quoted_values += (first ? "quote(" : " || ', ' || quote(") + value + ")";
  }
  if (where) clauses.condition += " AND (" + *where + ")";
  return clauses;
}

}  // namespace plumbline
