#pragma once
// What each view and trigger itself reads and writes: for drawing what hangs on what.
#include <map>
#include <set>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct Uses {
  std::set<Identifier> reads, writes;  ///< tables and views
};

struct DirectUses {
  std::map<Identifier, Uses> views, triggers;
};

/// As SQLite says while it compiles what reads the view or fires the trigger: each access names the
/// innermost view or trigger that it is for (https://sqlite.org/c3ref/set_authorizer.html). What
/// does not compile has no uses. `shadow` holds the schema.
DirectUses direct_uses(const Connection& shadow, const Schema& schema);

}  // namespace plumbline
