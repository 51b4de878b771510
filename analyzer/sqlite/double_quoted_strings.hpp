#pragma once
// Text in double quotes that SQLite takes for a string, because no column is called so.
#include <optional>
#include <set>
#include <vector>

#include "model/deadline.hpp"
#include "model/soundness.hpp"

namespace plumbline {

/// Those of CHECKs, generated columns, indexes, views and triggers; SQLite is asked, by compiling
/// each with and without the permission to take it so
/// (https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigdqsddl). A DEFAULT "x" is not
/// among them: it is a string everywhere. What does not compile anyway is passed over, and so are
/// the tables and views of `passed_over`.
std::vector<DoubleQuotedString> double_quoted_strings(const Schema& schema,
                                                      const std::set<Identifier>& passed_over,
                                                      std::optional<Deadline> deadline);

}  // namespace plumbline
