#pragma once
// Which tables were filled from which, statement by statement: what is dropped from one may still
// be in another.
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analyzer/reconcile/replay.hpp"

namespace plumbline {

class Copies {
 public:
  /// Statements are told in the order in which they run.
  void follow(const StatementEffect& effect);
  /// The tables that hold something of `table`, by their names now.
  std::set<Identifier> of(const Identifier& table) const;
  /// The tables, by their names now, something of which `table` holds.
  std::set<Identifier> sources_of(const Identifier& table) const;

 private:
  void rename(const Identifier& from, const Identifier& to);
  void drop(const Identifier& table);

  std::map<Identifier, std::set<Identifier>> copies_;
};

/// The old and the new name where the statement renames a table.
std::optional<std::pair<Identifier, Identifier>> renamed_table(const StatementEffect& effect);

}  // namespace plumbline
