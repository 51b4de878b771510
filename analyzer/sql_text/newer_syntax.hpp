#pragma once
// Syntax that stored objects can have and older versions of SQLite cannot parse. One such object in
// a database, and they read nothing of its schema.
#include <string>
#include <string_view>
#include <vector>

#include "model/trials.hpp"

namespace plumbline {

/// What of it the text has, newest first, each once. All that the grammar of 3.54 has beyond that
/// of 3.38 and that can stand in an object, found by comparing the two:
/// https://sqlite.org/changes.html
std::vector<SqlFeature> newer_syntax(std::string_view sql);

/// The same, only what SQLite of `version` does not know.
std::vector<SqlFeature> newer_syntax_than(int version, std::string_view sql);

/// "aggregate ORDER BY: SQLite 3.44, digits grouped by _: SQLite 3.46"
std::string words_for_features(const std::vector<SqlFeature>& features);

}  // namespace plumbline
