#pragma once
// What `check` must foretell of a start, and what that start really runs.
// snapshots/deploys/README.md describes the format.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/declare/yaml_tree.hpp"
#include "model/migration.hpp"

namespace plumbline {

/// What the application and its runner do, told by the author of the case: none of it is asked of
/// the program.
struct RealStart {
  std::vector<std::string> runs;                        ///< files of SQL, in order
  TransactionMode transaction = TransactionMode::none;  ///< around migrations: files in a folder
  std::string record;  ///< SQL of the runner behind each of them; $NAME stands for the file's stem
  /// "users" → "people": what is behind it under another name is not lost.
  std::vector<std::pair<std::string, std::string>> moved;
  std::vector<std::pair<std::string, std::string>> rows;  ///< SQL behind it, and its answer
};

/// Whatever is not there is not looked at.
struct ExpectedCheck {
  std::string migrations;  ///< the directory, where it is not "migrations"
  std::vector<std::string> flags;
  int exit_code = 0;
  std::string forecast;                            ///< its outcome
  std::optional<std::string> why;                  ///< where it is not run
  std::optional<std::string> at;                   ///< "002_rebuild:3"
  std::optional<std::string> error;                ///< of SQLite
  std::optional<std::vector<std::string>> steps;   ///< what runs, up to a failure
  std::optional<std::vector<std::string>> losses;  ///< "c 3 cascade", "c.parent 2 set-null"
  std::vector<std::string> rules, rules_not;       ///< of the findings
  std::vector<std::string> says;                   ///< in its text
  std::optional<RealStart> start;
};

/// The checks of a case, with the start of the case where they have none of their own.
std::vector<ExpectedCheck> checks_of(const YamlNode& root);

}  // namespace plumbline
