#pragma once
// Foreign SQL on a shadow, with the place of what fails.
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

/// Runs every statement of `script`; a dump or a structure.sql is fine: BEGIN, INSERT and PRAGMAs
/// just run, VACUUM and tables of the engine's own are passed over. Throws Error(bad_sql) with
/// `file`, line and column.
void run_script(const Connection& shadow, std::string_view script, const std::string& file);

/// Runs one statement whose first byte stands at `where`.
void run_statement(const Connection& shadow, const std::string& sql, const SourcePosition& where);

/// Whether the statement need not run on a shadow: VACUUM (which a shadow cannot), and tables of
/// the engine's own.
bool is_passed_over(const std::string& sql);

/// Whether some statement of `script` is "PRAGMA name = value".
bool sets_pragma(std::string_view script, std::string_view name);

}  // namespace plumbline
