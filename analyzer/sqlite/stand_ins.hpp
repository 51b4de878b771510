#pragma once
// Which functions, collations and modules a schema needs that this SQLite has not got. On shadows
// stubs stand in for them: stubs.hpp.
#include <optional>
#include <set>
#include <string>

#include "analyzer/sqlite/connection.hpp"
#include "model/deadline.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct StandIns {
  std::set<std::string> functions, collations, modules;  ///< in lower case; sorted
  bool empty() const { return functions.empty() && collations.empty() && modules.empty(); }
};

/// Those that have come to the connection since it was opened: SQLite lists all that it has.
/// https://sqlite.org/pragma.html#pragma_function_list
StandIns stand_ins_on(const Connection& connection);

/// Those that the schema needs. It is compiled for that, unless no text of it has the name of
/// anything unknown.
StandIns stand_ins_for(const Schema& schema, std::optional<Deadline> deadline);

/// One note about them: whose they are, and what that means.
std::string words_for(const StandIns& stand_ins);

}  // namespace plumbline
