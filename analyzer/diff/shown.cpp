// Pieces of a schema as a reader would write them, for the text of a difference.
#include "analyzer/diff/diff_table.hpp"
#include "analyzer/sql_text/create_table.hpp"

namespace plumbline {

namespace {

/// The constraints of a table that has nothing else.
std::string only_constraint(const Table& table) {
  const CreateTableText text = text_of(table);
  return text.constraints.empty() ? "" : write_constraint(text.constraints.front());
}

}  // namespace

std::string shown(const PrimaryKey& key) {
  Table table;
  table.primary_key = key;
  table.primary_key->autoincrement = false;
  table.primary_key->rowid_alias = false;
  std::string text = only_constraint(table);
  if (key.rowid_alias) text += " (the rowid)";
  return text;
}

std::string shown(const Unique& unique) {
  Table table;
  table.uniques = {unique};
  return only_constraint(table);
}

std::string shown(const Check& check) {
  Table table;
  table.checks = {check};
  return only_constraint(table);
}

std::string shown(const ForeignKey& key) {
  Table table;
  table.foreign_keys = {key};
  return only_constraint(table);
}

std::string shown(const Index& index) { return index.sql; }

std::string shown(const Column& column) {
  Table table;
  table.columns = {column};
  return write_column(text_of(table).columns.front());
}

}  // namespace plumbline
