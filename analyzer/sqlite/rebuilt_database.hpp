#pragma once
// A database put together again from what was read out of another one: the rows of its
// sqlite_schema, and the rows of its tables. Nothing of its SQL is executed: no CREATE, whose cost
// grows with the square of their number, no trigger, and no constraint that the rows may break.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/schema_rows.hpp"
#include "model/deadline.hpp"

namespace plumbline {

class RebuiltDatabase {
 public:
  /// `tables` as above; empty where no rows are to come, and then it has none. `name` is what
  /// errors call it.
  RebuiltDatabase(const SchemaRows& schema, std::vector<StoredTable> tables,
                  const std::string& name, std::optional<Deadline> deadline);

  /// `values` in the order of the table's `columns`. Throws Error(unsupported) where they do not go
  /// in: a table without rowids is filled as it is declared.
  void put(std::size_t table, std::int64_t rowid, const std::vector<StoredValue>& values);

  void set_user_version(std::int64_t value) const;
  void set_application_id(std::int64_t value) const;

  RebuiltDatabase(const RebuiltDatabase&) = delete;
  RebuiltDatabase& operator=(const RebuiltDatabase&) = delete;

  /// The file. Throws Error(unsupported) where the entries of an index cannot be made: rows break
  /// its UNIQUE, or it calls a function that only the application has.
  std::string bytes();

 private:
  std::vector<std::vector<StoredValue>> rows_with_roots() const;
  void begin_loading();
  void make_indexes() const;

  const SchemaRows& schema_;
  std::vector<StoredTable> tables_;
  Connection connection_;
  std::vector<std::int64_t> roots_;  ///< of the rows of sqlite_schema; 0: has none
  std::vector<Query> inserts_;
};

}  // namespace plumbline
