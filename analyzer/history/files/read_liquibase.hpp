#pragma once
// Liquibase's formatted SQL: a file holds several migrations.
// https://docs.liquibase.com/concepts/changelogs/sql-format.html
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

struct ChangeSet {
  std::string id, author;
  std::string logical_file;  ///< logicalFilePath; empty where none is said
  std::string up, down;      ///< from the line behind the mark on, blanks for the other part
  std::string sql;           ///< what the checksum is over
  bool no_transaction = false;
  int line = 1;  ///< of the mark
};

/// Whether the text begins with "--liquibase formatted sql".
bool is_formatted_sql(std::string_view text);
std::vector<ChangeSet> read_change_sets(std::string_view text);

}  // namespace plumbline
