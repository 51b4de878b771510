#pragma once
// The rows of all tables as digests: whether two databases hold the same, whatever the order in
// which it came in.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/sqlite/changed_tables.hpp"
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
/// (https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module). Tables in `left_out`, and
/// those that are not in `only`, are not read.
Contents contents_of(const Connection& connection, const std::set<Identifier>& left_out,
                     const Mask& mask, const TableSet& only = {true, {}});

/// The columns of a table that are stored: none of a virtual table's own making, none generated.
std::vector<Identifier> stored_columns(const Connection& connection, const Identifier& table);
/// The tables of `main` that hold rows themselves, SQLite's own and the blobs of full-text indexes
/// left out.
std::vector<Identifier> tables_with_rows(const Connection& connection);
/// A SELECT of these columns, in an order that depends on nothing but their values.
std::string sorted_rows(const Identifier& table, const std::vector<Identifier>& columns);

/// One table. Throws Error(failed) where it is not there.
TableContents contents_of_table(const Connection& connection, const Identifier& table,
                                const std::set<Identifier>& masked_columns);

/// The columns that differ between two databases with tables of the same shape.
Mask differing_columns(const Connection& a, const Connection& b,
                       const std::set<Identifier>& left_out, const TableSet& only = {true, {}});

/// The names of the tables that differ.
std::vector<Identifier> differing_tables(const Contents& a, const Contents& b);

/// Whether triggers fire on this connection:
/// https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigenabletrigger
void enable_triggers(const Connection& connection, bool on);

}  // namespace plumbline
