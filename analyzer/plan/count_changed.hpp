#pragma once
// What a rebuild must still find when it runs: rows may have come since the proof.
#include <string>
#include <vector>

#include "analyzer/plan/rebuild_table.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Where the rows are in the middle of a rebuild, both under names that may differ from their
/// table's: the old rows and the new ones, with the expression for the rowid of each.
struct CopiedRows {
  Identifier from, into;
  std::string from_rowid, into_rowid;
};

/// Statements that count, into the script's table of counts, the rows that the copy stored as other
/// values in columns that may not be converted, and NULLs that became rowids. In columns that are
/// filled only what was not NULL counts. The closing guard wants every count to be 0. None where no
/// column changes its type and no column becomes the rowid.
std::vector<std::string> count_changed(const Table& live, const Table& target,
                                       const CopiedRows& rows, const RebuildChoices& choices);

/// A statement of the same kind, for the sake of `table`: no row may be there of what is behind
/// `from`, "main.t WHERE …".
std::string count_of_none(ScriptForm form, const Identifier& table, const std::string& from);

/// Whether the statement is one of those.
bool counts_changed(const std::string& sql);

}  // namespace plumbline
