#pragma once
// A migration that SQLite refuses as soon as a table has rows, with other statements in the place
// of those that are refused.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/forecast/rewrite_text.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

struct RowsSafeText {
  MigrationText text;
  std::vector<std::string> rebuilt;  ///< the statements that were replaced
  bool renames_tables = false;       ///< legacy_alter_table=ON is needed
};

/// Each statement runs on copies of `empty` and of `filled`; where it fails on the rows alone, the
/// planner says how to reach on them the schema that it reaches without any. Nothing where no
/// statement fails so, or there is no way that keeps every row. The same text as `text` otherwise.
std::optional<RowsSafeText> rows_safe_text(const MigrationText& text, const Connection& empty,
                                           const Connection& filled, const Options& options);

}  // namespace plumbline
