#pragma once
// `record`, as its user runs it: the real program, and a runner whose migrations are Python.
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/scenario.hpp"

namespace plumbline {

/// The folder of the test, with the paths of what it runs.
struct Workshop {
  /// Beside the tests, whichever build they are of.
  std::string program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "plumbline";
  std::string runner = std::filesystem::absolute("tests/scripts/run_one_migration.py").string();
  ScenarioFolder folder;
};

struct ProgramRun {
  int exit_code = 0;
  std::string output, errors;
};

ProgramRun run_program(const Workshop& shop, const std::vector<std::string>& words);

/// Records into `output` from an empty scratch.db, the runner bent by `how`.
ProgramRun record(const Workshop& shop, const std::string& output,
                  const std::vector<std::string>& flags, const std::vector<std::string>& how);

/// Sorted.
std::vector<std::string> names_in(const std::filesystem::path& directory);
/// By name, with what is in them.
std::map<std::string, std::string> files_in(const std::filesystem::path& directory);

bool ends_with_line(const std::string& text, const std::string& line);

}  // namespace plumbline
