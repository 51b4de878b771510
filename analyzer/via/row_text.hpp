#pragma once
// Rows as plain ASCII text, made by the remote database and read back here: what JSON, and whoever
// writes it, makes of integers, reals, NUL and bytes that are not UTF-8 does not matter then.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/sqlite/stored_value.hpp"

namespace plumbline {

/// What is asked of a table, all of it SQL.
struct TableQuestion {
  std::string table;                 ///< main."users"
  std::string rowid;                 ///< the name that its rowid can be asked by; empty: none can
  std::vector<std::string> columns;  ///< "id", "mail"
  std::vector<std::string> order;    ///< where there is no rowid: what tells its rows apart
};

/// Where to go on in a table, and how far.
struct PageBounds {
  std::optional<std::int64_t> behind_rowid;  ///< nothing: from the beginning
  std::int64_t rows_before = 0;              ///< where there is no rowid
  std::int64_t most_rows = 0;
  std::int64_t most_characters = 0;  ///< but one row at least
};

/// An expression, one text: the number of rows that there are within `most_rows`, and behind it a
/// line for each that fits into `most_characters`.
std::string page_expression(const TableQuestion& question, const PageBounds& bounds);

/// A value that is too long for a page, and has to be asked for in pieces.
struct LongValue {
  std::size_t row = 0;  ///< of the page
  std::size_t column = 0;
  std::int64_t bytes = 0;
};

struct PageRow {
  std::int64_t rowid = 0;  ///< where there is none: how many rows were before
  std::vector<StoredValue> values;
};

struct Page {
  bool is_last = false;
  std::vector<PageRow> rows;
  std::vector<LongValue> long_values;  ///< their `values` have the kind and no bytes yet
};

/// The page out of the text. Nothing where it is not such a text.
std::optional<Page> read_page(std::string_view text, const TableQuestion& question,
                              const PageBounds& bounds);

/// An expression: bytes of one value, in hexadecimal.
std::string piece_expression(const TableQuestion& question, const PageRow& row, std::size_t column,
                             std::int64_t from, std::int64_t bytes);

/// "616263" as "abc"; nothing where it is not hexadecimal.
std::optional<std::string> bytes_of_hexadecimal(std::string_view text);

}  // namespace plumbline
