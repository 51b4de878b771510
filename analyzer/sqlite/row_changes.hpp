#pragma once
// Rows that statements insert, delete and clear, as SQLite reports each while it does so: the cost
// is that of the rows touched, never that of counting a table.
// https://sqlite.org/c3ref/preupdate_blobwrite.html
#include <cstdint>
#include <map>
#include <memory>
#include <set>

#include "analyzer/sqlite/connection.hpp"
#include "model/identifier.hpp"

namespace plumbline {

struct RowChanges {
  std::int64_t inserted = 0;
  std::int64_t deleted = 0;        ///< by the statement itself, REPLACE included
  std::int64_t deleted_along = 0;  ///< by a trigger or a foreign key's action
  /// Values that were not NULL and that a trigger or a foreign key's action replaced, by the number
  /// of the column: …
  std::map<int, std::int64_t> cleared;   ///< … by NULL
  std::map<int, std::int64_t> replaced;  ///< … by something else
};

/// Of tables of `main`, those of the engine left out.
using ChangesByTable = std::map<Identifier, RowChanges>;

/// Watches one connection until it goes; it, too, goes first.
class RowWatch {
 public:
  explicit RowWatch(const Connection& connection);
  ~RowWatch();
  RowWatch(const RowWatch&) = delete;
  RowWatch& operator=(const RowWatch&) = delete;

  /// What was changed since the last call.
  ChangesByTable take();

 private:
  const Connection* connection_;
  std::unique_ptr<ChangesByTable> changes_;
};

}  // namespace plumbline
