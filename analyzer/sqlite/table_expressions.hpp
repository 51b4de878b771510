#pragma once
// The expressions of a table that SQLite resolves while it loads the schema, and never again.
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace plumbline {

struct TableExpression {
  ObjectRef object;  ///< the table, or one of its indexes
  std::string sql;
};

/// CHECKs, generated columns, DEFAULTs in parentheses, and what its indexes compute. Those of one
/// object stand side by side. Of a table that is only partly understood its indexes alone.
std::vector<TableExpression> expressions_of(const Table& table);

/// A statement that compiles exactly where the expression does.
std::string select_of(const TableExpression& expression);

}  // namespace plumbline
