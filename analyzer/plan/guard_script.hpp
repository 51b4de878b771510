#pragma once
// What stands around the work of a script so that it runs on the right database or not at all, and
// whole or not at all, even in a shell that goes on behind an error.
#include <map>
#include <string>
#include <vector>

#include "analyzer/plan/script_form.hpp"
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
  ScriptForm form = ScriptForm::transaction;
  std::vector<SchemaRowPromise> starts_as;       ///< the objects that the work touches
  std::int64_t objects = 0;                      ///< and how many objects there are in all …
  std::int64_t text_length = 0;                  ///< … with how many bytes of text
  std::map<std::string, std::int64_t> settings;  ///< pragmas that the work sets, as they are now
  bool foreign_keys_off = false;                 ///< a table with references is dropped or rebuilt
  bool foreign_keys_on = false;                  ///< rows are changed as the application does it
  std::vector<std::string> also;                 ///< SQL expressions that must be true as well
  bool legacy_rename = false;                    ///< a rebuild renames a table that others mention
  std::vector<Identifier> same_rows;             ///< tables that must have as many rows afterwards
  std::vector<Identifier> empty;                 ///< tables that must have no rows still
  std::size_t changed_counts = 0;                ///< counts of changed values that must be 0
  std::vector<Identifier> same_sequence;         ///< tables that must keep their AUTOINCREMENT mark
  std::vector<Identifier> check_references;      ///< tables in which no foreign key may break anew
  bool checks_one_table = true;  ///< pragma_foreign_key_check() takes a table (SQLite 3.34)
  bool foreign_keys_after = true;
  bool watches_rows = false;  ///< the work has statements in watch()
};

/// From the first pragma to behind BEGIN; of a batch, to where it may change something.
std::vector<Statement> opening(const ScriptFacts& facts);
/// Counts before the tables change. Renames must have been made.
std::vector<Statement> count_before(const ScriptFacts& facts);

/// Around a statement that must change rows. One that fails changes none, and a shell without -bail
/// goes on behind it: https://sqlite.org/lang_corefunc.html#changes
Statement begin_watch();
Statement end_watch();  ///< begins the next watch as well

/// What the proof has seen the script lead to.
struct ScriptPromises {
  std::vector<SchemaRowPromise> rows;
  std::vector<ColumnsPromise> columns;
  std::vector<TextPromise> texts;
  std::int64_t objects = 0;  ///< how many there are in all
};

/// From the counts afterwards to the last pragma.
std::vector<Statement> closing(const ScriptFacts& facts, const ScriptPromises& promises);

/// SQL for ScriptFacts::text_length.
std::string length_of_all_text(ScriptForm form);
/// SQL for the text that ColumnsPromise::columns holds.
std::string columns_text(const Identifier& table);

}  // namespace plumbline
