#pragma once
// What undoing may drop without asking: what holds nothing.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/source.hpp"

namespace plumbline {

/// False also where its rows cannot be read: the content of a full-text index may be gone.
bool is_empty(const Connection& connection, const Identifier& table);

/// That the columns which tables of `live` have and `target` has not hold nothing but their
/// defaults: SQL expressions, true of the database now, for guards. Nothing where one holds more.
std::optional<std::vector<std::string>> columns_at_their_defaults(const Source& live,
                                                                  const Schema& target);

}  // namespace plumbline
