#pragma once
// Which functions a schema calls, as SQLite says while it compiles it.
#include <optional>
#include <set>
#include <vector>

#include "analyzer/sqlite/stand_ins.hpp"
#include "model/deadline.hpp"
#include "model/soundness.hpp"

namespace plumbline {

/// Those of each table (CHECK, DEFAULT, generated columns, its indexes), view and trigger that is
/// not passed over; also functions that this SQLite does not have. Nothing is known of what does
/// not compile. https://sqlite.org/c3ref/set_authorizer.html
std::vector<FunctionCall> function_calls(const Schema& schema,
                                         const std::set<Identifier>& passed_over,
                                         std::optional<Deadline> deadline);

/// What had to be stood in for to compile all of the schema, its virtual tables aside.
StandIns stubs_called(const Schema& schema, std::optional<Deadline> deadline);

}  // namespace plumbline
