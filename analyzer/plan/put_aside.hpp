#pragma once
// Rows copied from table to table, and put aside in one of ours while their own table is away.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/plan/rebuild_table.hpp"

namespace plumbline {

/// The name under which rows of a table wait, and the table that such a name was made for (nothing
/// for any other name).
Identifier aside_name(const Identifier& table);
std::optional<Identifier> aside_of(const Identifier& name);

/// INSERT OR ABORT, since a declared ON CONFLICT IGNORE or REPLACE would drop rows without a word.
std::string copy_rows(const Identifier& from, const Identifier& into, const Table& target,
                      const std::vector<ColumnSource>& sources);

/// What the columns of `target` are made of, of every row of `live`, in a table that is called
/// aside_name(); CREATE TABLE … AS SELECT keeps values and their storage classes
/// (https://sqlite.org/lang_createtable.html#createtabas).
Statement put_aside(const Table& live, const Table& target,
                    const std::vector<ColumnSource>& sources, const std::string& why);
/// What the rowid is called in that table, where it is no column of `target`.
std::string rowid_aside(const Table& target);
/// The statement that copies them from there into `target`.
std::string copy_back(const Table& target, const std::vector<ColumnSource>& sources);

}  // namespace plumbline
