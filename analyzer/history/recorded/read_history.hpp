#pragma once
// A recorded history: history.yaml (runner, ordered keys, optional SQL per migration; its grammar
// is in history_yaml.hpp) and a snapshot of the schema behind each migration.
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
/// A migration written in a programming language has Migration::snapshot, and its file is that
/// snapshot. One whose SQL the history knows has `up` (lines are those of history.yaml), with or
/// without a snapshot. One that was recorded in one run with a later one has neither: what the run
/// did is in the snapshot of the later one, and a note says so. Snapshots hold what the application
/// has: no log, no lock, nothing of the platform.
/// Throws Error(bad_yaml | bad_sql) with line and column, Error(unreadable) for a missing file.
History read_history(const std::filesystem::path& directory);

}  // namespace plumbline
