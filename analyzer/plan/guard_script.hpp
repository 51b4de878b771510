#pragma once
// What stands around the work of a script so that it runs on the right database or not at all, and
// whole or not at all, even in a shell that goes on behind an error.
#include <string>
#include <vector>

#include "model/plan.hpp"

namespace plumbline {

/// A row of sqlite_master; without `sql` there must be none of that type and name.
struct SchemaRowPromise {
  std::string type;
  Identifier name;
  std::optional<std::string> sql;
};

/// The columns of a table as PRAGMA table_xinfo tells them, in columns_text()'s form.
struct ColumnsPromise {
  Identifier table;
  std::string columns;
};

struct ScriptFacts {
  std::vector<SchemaRowPromise> starts_as;   ///< the objects that the work touches
  std::int64_t objects = 0;                  ///< and how many objects there are in all …
  std::int64_t text_length = 0;              ///< … with how much text
  bool foreign_keys_off = false;             ///< a table with references is dropped or rebuilt
  bool legacy_rename = false;                ///< a rebuild renames a table that others mention
  std::vector<Identifier> same_rows;         ///< tables that must have as many rows afterwards
  std::vector<Identifier> check_references;  ///< tables in which no foreign key may break anew
  bool foreign_keys_after = true;
};

/// From the first pragma to behind BEGIN.
std::vector<Statement> opening(const ScriptFacts& facts);
/// Counts before the tables change. Renames must have been made.
std::vector<Statement> count_before(const ScriptFacts& facts);
/// From the counts afterwards to the last pragma. The promises are what the proof has seen.
std::vector<Statement> closing(const ScriptFacts& facts,
                               const std::vector<SchemaRowPromise>& rows_after,
                               const std::vector<ColumnsPromise>& columns_after);

/// SQL for the text that ColumnsPromise::columns holds.
std::string columns_text(const Identifier& table);

}  // namespace plumbline
