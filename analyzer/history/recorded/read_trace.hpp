#pragma once
// What a run of a migration runner told of its statements, in the file that PLUMBLINE_TRACE names.
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/sqlite/traced_statement.hpp"

namespace plumbline {

/// The environment variable that tells a run where.
inline constexpr std::string_view name_of_trace = "PLUMBLINE_TRACE";

/// Two forms, told apart by the first character: SQL, each statement ended by a semicolon, with its
/// parameters in the text; or a JSON object a line, {"sql": "INSERT INTO t VALUES (?)",
/// "parameters": [1]}. Comments and empty statements are left out. `file` is the name used in
/// errors: throws Error(bad_sql) with the line that is no such JSON.
std::vector<TracedStatement> read_trace(std::string_view text, const std::string& file);

}  // namespace plumbline
