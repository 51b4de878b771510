#pragma once
// A migration on its way from a path to its statements.
#include <string>
#include <vector>

#include "analyzer/history/files/file_pattern.hpp"
#include "model/migration.hpp"

namespace plumbline {

struct MigrationFile {
  Migration migration;    ///< its `fields` are filled first, the rest as far as it is known
  std::string path;       ///< below the directory, with /
  std::string undo_path;  ///< of the file that takes it back; empty where there is none
  std::string text;       ///< as it is on disk; of a change set: the SQL of it
  std::vector<std::string> parents;  ///< keys, where files name what comes before them
  bool readable = true;
};

/// Whether the file holds SQL and no programming language.
bool is_sql_file(const std::string& path);

}  // namespace plumbline
