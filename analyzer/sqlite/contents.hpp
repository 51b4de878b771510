#pragma once
// What is in a database besides its schema: digests of rows, broken references, damage.
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "analyzer/sqlite/connection.hpp"
#include "model/identifier.hpp"

namespace plumbline {

/// SHA-256 over the rows that `select` gives, in its order: values and their storage classes.
std::string digest_of_rows(const Connection& connection, const std::string& select);

/// A row that references nothing. `rowid` is empty for a table without rowids.
struct Violation {
  std::optional<std::int64_t> rowid;
  Identifier parent;
  auto operator<=>(const Violation&) const = default;
};

/// https://sqlite.org/pragma.html#pragma_foreign_key_check for one table; nothing where the check
/// itself fails (a parent without a matching unique key).
std::optional<std::multiset<Violation>> foreign_key_violations(const Connection& connection,
                                                               const Identifier& table);

/// What PRAGMA integrity_check has to say of one table.
std::set<std::string> integrity_complaints(const Connection& connection, const Identifier& table);

/// The bytes that a table takes in the file; the whole database where SQLite was built without
/// dbstat (https://sqlite.org/dbstat.html).
std::int64_t bytes_of_table(const Connection& connection, const Identifier& table);

}  // namespace plumbline
