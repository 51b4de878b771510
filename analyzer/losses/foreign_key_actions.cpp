#include "analyzer/losses/foreign_key_actions.hpp"

#include <algorithm>

namespace plumbline {

std::optional<Identifier> any_action(const Connection& connection, const Identifier& child,
                                     const std::set<Identifier>& parents,
                                     std::initializer_list<std::string_view> actions) {
  Query keys(connection, "SELECT \"table\", on_delete FROM pragma_foreign_key_list(?)");
  keys.bind(1, child.text());
  while (keys.step()) {
    const Identifier parent(keys.text(0));
    if (std::ranges::find(actions, keys.text(1)) != actions.end() && parents.contains(parent)) {
      return parent;
    }
  }
  return std::nullopt;
}

std::vector<ClearingKey> clearing_keys(const Connection& connection, const Identifier& child) {
  Query keys(connection,
             "SELECT c.name, c.cid, k.on_delete = 'SET DEFAULT'"
             " FROM pragma_foreign_key_list(?1) AS k JOIN pragma_table_info(?1) AS c"
             " ON lower(c.name) = lower(k.\"from\")"
             " WHERE k.on_delete IN ('SET NULL', 'SET DEFAULT')");
  keys.bind(1, child.text());
  std::vector<ClearingKey> found;
  while (keys.step()) {
    found.push_back(
        {Identifier(keys.text(0)), static_cast<int>(keys.integer(1)), keys.integer(2) != 0});
  }
  return found;
}

}  // namespace plumbline
