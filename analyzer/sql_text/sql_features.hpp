#pragma once
// What a statement asks of the SQLite that runs it.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/trials.hpp"

namespace plumbline {

/// What older versions do not know, newest first, each once: https://sqlite.org/changes.html.
/// `functions` are those that the statement calls, as SQLite tells them. The first version asked
/// about is 3.24: what came before is everywhere.
std::vector<SqlFeature> features_of(std::string_view sql, const std::set<std::string>& functions);

/// What a PRAGMA statement sets, as written, without quotes; empty where it only asks, and for
/// other statements.
std::string pragma_value_of(std::string_view sql);

}  // namespace plumbline
