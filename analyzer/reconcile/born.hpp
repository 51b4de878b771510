#pragma once
// What a migration has brought to life by a point: tables, and columns of tables that were there.
#include <map>
#include <set>
#include <vector>

#include "analyzer/reconcile/replay.hpp"

namespace plumbline {

struct Born {
  std::map<Identifier, std::size_t> tables;  ///< by the statement (1-based) that made them
  std::set<Identifier> shadow_tables;        ///< those that hold the rows of virtual ones
  std::map<Identifier, std::map<Identifier, std::size_t>> columns;  ///< of tables that were there
};

/// Not those that are gone again, or have another name by then: what they held came from elsewhere.
Born born_by(const std::vector<StatementEffect>& effects, std::size_t after);

/// Whether all that the statement writes is in there.
bool writes_only(const Born& born, const Touched& touched);

/// The columns of a CREATE TABLE text; empty where it is not understood.
std::set<Identifier> columns_in(const std::string& create_table);

}  // namespace plumbline
