#pragma once
// What the first rows of a log's column hold, in kinds: enough to guess what the column is for.
#include <cstddef>
#include <string>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct ColumnValues {
  std::size_t rows = 0;
  std::size_t nulls = 0;
  std::size_t integers = 0;
  std::size_t digits = 0;       ///< texts of digits only
  std::size_t padded = 0;       ///< … that start with a zero
  std::size_t names = 0;        ///< texts like those of migrations: "0001_init", "add_users.sql"
  std::size_t with_ending = 0;  ///< … with an extension
  std::size_t paths = 0;        ///< … with a folder before them
  std::size_t times = 0;        ///< texts that start like 2026-01-31
  std::size_t length = 0;       ///< of every value, in characters or bytes; 0 where they differ
  std::size_t hexadecimal = 0;  ///< texts of hexadecimal digits only
  std::size_t blobs = 0;
  std::string last;               ///< the last one of them, as text
  std::int64_t last_integer = 0;  ///< the same as a number

  std::size_t known() const { return rows - nulls; }
  bool all(std::size_t count) const { return known() > 0 && count == known(); }
};

/// Of at most 1,000 rows. Nothing is counted of what SQLite cannot read.
ColumnValues look_at(const Connection& connection, const Identifier& table,
                     const Identifier& column);

}  // namespace plumbline
