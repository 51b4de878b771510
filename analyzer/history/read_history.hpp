#pragma once
// A recorded history: history.yaml (runner, ordered keys, optional SQL per migration) and a
// snapshot of the schema behind each migration.
#include <filesystem>
#include <string>

#include "model/migration.hpp"

namespace plumbline {

/// Whether the directory holds a history.yaml.
bool is_history(const std::filesystem::path& directory);

struct History {
  std::string runner;  ///< the word for --log; empty where the file does not say
  Migrations migrations;
};
/// Throws Error(bad_yaml) with line and column, Error(unreadable) for a snapshot that is missing.
History read_history(const std::filesystem::path& directory);

}  // namespace plumbline
