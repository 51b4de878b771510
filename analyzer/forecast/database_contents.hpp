#pragma once
// All that a database holds, as values: two that a migration left behind can be compared.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/identifier.hpp"

namespace plumbline {

/// Rows as SQL literals, sorted. Of an FTS5 table: where each term stands.
struct RowsOfTable {
  std::vector<Identifier> columns;
  std::vector<std::vector<std::string>> rows;  ///< in the order of the primary key or rowid
};

struct DatabaseContents {
  std::map<std::string, std::string> objects;  ///< "table users" → its text in normal form
  std::string meaning;                         ///< what they mean, however they are spelled
  std::map<Identifier, RowsOfTable> tables;
  std::map<std::string, std::string> settings;  ///< user_version, application_id
};

/// Statistics of the engine and the insides of virtual tables are left out: equal contents may have
/// different ones.
DatabaseContents contents_of(const Connection& connection);
/// The same without what the schema means: enough where the schemas are known to be equal.
DatabaseContents row_contents_of(const Connection& connection);
/// The same without its tables.
DatabaseContents schema_contents_of(const Connection& connection);

/// Columns that nobody can compare, because a migration fills them from the clock or at random.
using Varying = std::map<Identifier, std::set<Identifier>>;

/// Those that differ between two runs of the same statements on the same database in two worlds.
Varying columns_that_vary(const DatabaseContents& one, const DatabaseContents& other);

/// What differs first, in words: "table t is missing", "table t has 2 rows, not 3"; empty where
/// nothing does. Rows are compared as a set with duplicates: their order means nothing. A number in
/// sqlite_sequence may be greater than expected: it says that ids were used, never that rows are
/// there (https://sqlite.org/autoinc.html).
std::string schema_difference(const DatabaseContents& found, const DatabaseContents& expected);
std::string row_difference(const DatabaseContents& found, const DatabaseContents& expected,
                           const Varying& varying);
/// Either of the two.
std::string difference(const DatabaseContents& found, const DatabaseContents& expected,
                       const Varying& varying);

/// Rows of all tables.
std::size_t rows_in_all(const DatabaseContents& contents);

}  // namespace plumbline
