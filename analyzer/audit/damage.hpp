#pragma once
// PRAGMA integrity_check, its lines taken apart:
// https://sqlite.org/pragma.html#pragma_integrity_check
#include <vector>

#include "analyzer/answer.hpp"
#include "analyzer/audit/row_checks.hpp"
#include "analyzer/sqlite/stand_ins.hpp"
#include "model/error.hpp"

namespace plumbline {

/// One about the whole file, or, where some tables need what only the application has, one a table
/// that does not, and one `failed` check for those that do: an order that a stand-in compares by
/// would look like damage.
std::vector<DataCheck> damage_questions(const std::vector<TablePair>& tables,
                                        const StandIns& stand_ins);

/// Whether that is SQLite's word for a file that is not whole (SQLITE_CORRUPT).
bool is_damage(const Error& error);

/// What the answer to `question` says of indexes, one check an index; what is about the file itself
/// goes into `question`. Lines about NOT NULL, CHECK, types and keys are left out: row_checks.hpp
/// counts such rows; where they are all that SQLite came to, `question` is failed.
std::vector<DataCheck> damage_in(const Answer& answer, DataCheck& question, const Schema& live);

}  // namespace plumbline
