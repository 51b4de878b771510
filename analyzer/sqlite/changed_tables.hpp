#pragma once
// Which tables of a shadow can hold other rows than the database that it was made of: all others
// need not be read to know that they are the same.
#include <set>

#include "analyzer/sqlite/connection.hpp"
#include "model/identifier.hpp"

namespace plumbline {

/// Some tables, or all there are.
struct TableSet {
  bool all = false;
  std::set<Identifier> named;

  bool contains(const Identifier& table) const { return all || named.contains(table); }
  void add(const TableSet& others);
};

/// Notes what an authorizer was asked: https://sqlite.org/c3ref/c_alter_table.html
void note_change(TableSet& changed, int action, const char* first, const char* second,
                 const char* database);

/// The tables whose rows, or whose names, any statement on `shadow` could have changed since
/// shadow_of(live) made it, and SQLite's own marks of AUTOINCREMENT: what statements say while they
/// are compiled (triggers and foreign key actions are compiled along), a virtual table with the
/// tables that hold its rows, and names that `live` does not have. All, where the schema was made
/// writable or the connection is no such shadow. A table whose indexes were changed is in there as
/// well.
TableSet changed_tables(const Connection& live, const Connection& shadow);

}  // namespace plumbline
