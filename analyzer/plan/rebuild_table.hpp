#pragma once
// A table made anew under its own name, rows, rowids and sequence kept: create, copy, drop, rename
// (https://sqlite.org/lang_altertable.html#otheralter).
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/plan/script_form.hpp"
#include "model/plan.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// What the rows of the new table are made of.
struct ColumnSource {
  Identifier column;       ///< of the target; or the rowid's name
  std::string expression;  ///< over the live table
};

/// Which of rowid, _rowid_ and oid is not a column of the table, hence means the rowid; nothing
/// where the table has no rowid or hides it behind three columns of these names.
std::optional<Identifier> rowid_name(const Table& table);

/// Every column of the target that takes its value from the live table, by name; the rowid first
/// where both have one that is no column. NULLs in a column of `fills` become its default.
/// Generated columns and new ones are left out: they get their value by themselves.
std::vector<ColumnSource> column_sources(const Table& live, const Table& target,
                                         const std::set<Identifier>& fills);

/// Whether the rowids of the rows stay what they are (or there never were any).
bool keeps_rowids(const Table& live, const Table& target);

/// The name under which the new table is built, and the table that such a name was made for
/// (nothing for any other name).
Identifier scratch_name(const Identifier& table);
std::optional<Identifier> scratch_of(const Identifier& name);

/// "main.sqlite_sequence WHERE …": the AUTOINCREMENT mark of the table, if it stands above every
/// rowid, so that without it the ids of deleted rows would come again.
std::string mark_above_rows(const Table& table);

struct RebuildChoices {
  std::set<Identifier> fills;     ///< columns whose NULLs become their default
  std::set<Identifier> converts;  ///< columns whose values may be stored as others
  bool keep_text =
      false;  ///< the stored text must be the target's to the letter; RENAME quotes names
  bool resets_sequence = false;  ///< its AUTOINCREMENT mark may be lost
  std::string why;
  ScriptForm form = ScriptForm::transaction;  ///< a batch keeps the table's name all the time
};

/// The statements between foreign_keys=OFF and the indexes and triggers, which are not here.
/// `live` and `target` have the same name; both must be completely understood.
std::vector<Statement> rebuild_table(const Table& live, const Table& target,
                                     const RebuildChoices& choices);

}  // namespace plumbline
