#pragma once
// `record`, as its user runs it: the real program, and a runner whose migrations are Python.
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

/// The folder of the test, with the paths of what it runs.
struct Workshop {
  std::string runner = std::filesystem::absolute("tests/scripts/run_one_migration.py").string();
  ScenarioFolder folder;
};

/// Records into `output` from an empty scratch.db, the runner bent by `how`.
ProgramAnswer record(const Workshop& shop, const std::string& output,
                     const std::vector<std::string>& flags, const std::vector<std::string>& how);

/// Sorted.
std::vector<std::string> names_in(const std::filesystem::path& directory);
/// By name, with what is in them.
std::map<std::string, std::string> files_in(const std::filesystem::path& directory);

bool ends_with_line(const std::string& text, const std::string& line);

}  // namespace plumbline
