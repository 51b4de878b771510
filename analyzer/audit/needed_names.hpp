#pragma once
// What a question needs that only the application has: on a shadow a stand-in would answer for it.
#include <string>

#include "analyzer/sqlite/stand_ins.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// "the function app_rank", "the collation de": what `sql`, a question about rows of `table`,
/// cannot be answered without; empty where there is nothing.
std::string needed_by(const std::string& sql, const Table& table, const StandIns& stand_ins);

/// The same of the table's own expressions, its indexes and its columns.
std::string needed_by(const Table& table, const StandIns& stand_ins);

}  // namespace plumbline
