#pragma once
// The rows of all tables as digests: whether two databases hold the same, whatever the order in
// which it came in.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/identifier.hpp"

namespace plumbline {

/// Columns that are left out of a comparison, by table.
using Mask = std::map<Identifier, std::set<Identifier>>;

struct TableContents {
  std::int64_t rows = 0;
  std::string digest;  ///< SHA-256 over the rows, sorted
  bool operator==(const TableContents&) const = default;
};
using Contents = std::map<Identifier, TableContents>;

/// Of every table of `main` that holds rows itself, and the AUTOINCREMENT marks. Of a full-text
/// index the terms count, not the blobs that hold them
/// (https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module). Tables in `left_out` are not
/// read.
Contents contents_of(const Connection& connection, const std::set<Identifier>& left_out,
                     const Mask& mask);

/// One table. Throws Error(failed) where it is not there.
TableContents contents_of_table(const Connection& connection, const Identifier& table,
                                const std::set<Identifier>& masked_columns);

/// The columns that differ between two databases with tables of the same shape.
Mask differing_columns(const Connection& a, const Connection& b,
                       const std::set<Identifier>& left_out);

/// The names of the tables that differ.
std::vector<Identifier> differing_tables(const Contents& a, const Contents& b);

/// Whether triggers fire on this connection:
/// https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigenabletrigger
void enable_triggers(const Connection& connection, bool on);

}  // namespace plumbline
