#pragma once
// What the rows of one table should hold, each with the query that lists those that do not.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/audit.hpp"
#include "model/change.hpp"
#include "model/options.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// A table of the database and what the target makes of it; `target` is null where it has none.
struct TablePair {
  const Table& live;
  const Table* target = nullptr;
  std::map<Identifier, Identifier> old_names;  ///< of renamed columns, by their new ones
};

/// What is true of each row by itself. `breaks` is an expression: true of a row that does not hold.
struct RowCheck {
  DataCheck check;
  std::string breaks;
  std::vector<Identifier> values;  ///< the columns that --show-values shows of such a row
  bool compares = false;           ///< whether collations have a say in it
};

/// What takes more than one row to see: `count` gives how many rows break it, `sample` their rowids
/// (NULL where they have none) and their values as SQL.
struct QueryCheck {
  DataCheck check;
  std::string count;
  std::string sample;
};

/// `main."users"`, and the name that its rowid answers to; empty where it has none.
std::string from_clause(const Table& table);
std::string rowid_expression(const Table& table);

/// NOT NULL, CHECK, the types of STRICT tables, and values whose storage class is not what the type
/// of their column asks for (https://sqlite.org/datatype3.html).
std::vector<RowCheck> row_checks(const TablePair& pair);

/// Keys and unique indexes, declared ones too.
std::vector<QueryCheck> unique_checks(const TablePair& pair);

/// Foreign keys: rows that reference nothing (https://sqlite.org/foreignkeys.html). Compared as
/// SQLite does: with the affinity and the collation of the parent's column. A parent that is not in
/// `live` has no rows; `tables` tells of parents that have another name in the target.
std::vector<QueryCheck> foreign_key_checks(const TablePair& pair, const Schema& live,
                                           const std::vector<TablePair>& tables);

/// AUTOINCREMENT: https://sqlite.org/autoinc.html
std::vector<QueryCheck> sequence_checks(const TablePair& pair);

/// The column of the database that a column of the target is; null where it is new.
const Column* live_column(const TablePair& pair, const Identifier& name);

}  // namespace plumbline
