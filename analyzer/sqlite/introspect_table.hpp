#pragma once
// One table or index at a time, over statements that are prepared once: names are bound to the
// table-valued PRAGMAs (https://sqlite.org/pragma.html#pragfunc), never put into their text.
#include <optional>
#include <string>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

class TableReader {
 public:
  explicit TableReader(const Connection& connection);

  /// Fills in everything behind name, kind, options and sql. Returns what could not be read.
  std::optional<std::string> fill(Table& table);

 private:
  void read_text(Table& table);
  /// Whether the text and PRAGMA table_xinfo agree on every column; takes over what only the PRAGMA
  /// knows, and all of it where the text was not understood.
  bool read_columns(Table& table);
  bool read_keys(Table& table);
  bool read_foreign_keys(Table& table);

  const Connection* connection_;
  Query columns_;
  Query indexes_;
  Query foreign_keys_;
};

class IndexReader {
 public:
  explicit IndexReader(const Connection& connection);
  Index read(const Identifier& name, const Identifier& table, std::string sql);

 private:
  Query columns_;
  Query flags_;
};

}  // namespace plumbline
