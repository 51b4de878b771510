#pragma once
// A golden case brought to life: its databases in a folder of their own, the program run on them.
#include <filesystem>
#include <string>
#include <vector>

#include "analyzer/analyze.hpp"
#include "tests/case_file.hpp"

namespace plumbline {

/// A folder under the system's temporary files, current while this lives, and gone afterwards.
class ScenarioFolder {
 public:
  ScenarioFolder();
  ~ScenarioFolder();
  ScenarioFolder(const ScenarioFolder&) = delete;
  ScenarioFolder& operator=(const ScenarioFolder&) = delete;

  const std::filesystem::path& path() const { return folder_; }

 private:
  std::filesystem::path before_, folder_;
};

/// What the program says about a case, as its user sees it.
struct CaseAnswer {
  int exit_code = 0;
  std::string report;   ///< standard output of diff
  std::string script;   ///< standard output of repair; empty where it is refused
  std::string refusal;  ///< what repair says on standard error where it is refused
  Planning planning;
  Report compared;
};

/// Makes live.db and the target file in the current folder; returns the target's name.
std::string lay_out(const CaseFile& file);

/// diff and repair of live.db and the target, with the flags of the case.
CaseAnswer ask(const CaseFile& file, const std::string& database, const std::string& target);

/// The case's flags as options.
Options options_of(const CaseFile& file);

/// Makes a database file from SQL, by plain SQLite.
void make_database(const std::string& file, const std::string& sql);

std::string read_bytes(const std::filesystem::path& file);

}  // namespace plumbline
