#pragma once
// What foreign keys do to the rows of a child: https://sqlite.org/foreignkeys.html#fk_actions
#include <initializer_list>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/identifier.hpp"

namespace plumbline {

/// The first of `parents` whose rows take rows of `child` along, by one of these actions.
std::optional<Identifier> any_action(const Connection& connection, const Identifier& child,
                                     const std::set<Identifier>& parents,
                                     std::initializer_list<std::string_view> actions);

/// A column of a foreign key that loses its value with the parent.
struct ClearingKey {
  Identifier column;
  int column_number = 0;    ///< as PRAGMA table_info counts
  bool by_default = false;  ///< SET DEFAULT, else SET NULL
};
std::vector<ClearingKey> clearing_keys(const Connection& connection, const Identifier& child);

}  // namespace plumbline
