#pragma once
// Liquibase's formatted SQL: a file holds several migrations.
// https://docs.liquibase.com/concepts/changelogs/sql-format.html
#include <string>
#include <string_view>
#include <vector>

#include "model/migration.hpp"

namespace plumbline {

struct ChangeSet {
  std::string id, author;
  std::string logical_file;  ///< logicalFilePath; empty where none is said
  std::string up, down;      ///< from the line behind the mark on, blanks for the other part
  std::string sql;           ///< what the checksum is over
  bool no_transaction = false;
  bool runs_on_change = false, runs_always = false;
  std::string left_out;  ///< the attribute by which it never runs on SQLite; empty where it does
  Preconditions preconditions;
  /// "null:true:true:" what it says of endDelimiter, splitStatements and stripComments: part of the
  /// checksum before 4.22.
  std::string splitting;
  std::vector<std::string> valid_checksums;  ///< others that are as good; "any": all are
  int line = 1;                              ///< of the mark
};

/// Whether the text begins with "--liquibase formatted sql".
bool is_formatted_sql(std::string_view text);
std::vector<ChangeSet> read_change_sets(std::string_view text);

}  // namespace plumbline
