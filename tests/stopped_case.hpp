#pragma once
// A database that a migration left half-done, or whose log disagrees with it: what was there, what
// `status` must say of it, what `repair -d` must make of it, and what `check` must foretell.
// snapshots/stopped/README.md and snapshots/deploys/README.md describe the format.
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/check_case.hpp"

namespace plumbline {

/// What `status` must answer. Whatever is not there is not looked at.
struct ExpectedStatus {
  std::optional<int> exit_code;
  /// Id → "recorded partial 1/9 dirty", all migrations, in order.
  std::optional<std::vector<std::pair<std::string, std::string>>> migrations;
  std::optional<std::vector<std::string>> cuts;  ///< "016_api_tokens:1"
  std::vector<std::string> says;                 ///< in its text
  std::vector<std::string> says_first;           ///< in the first lines of it
};

/// SQL that runs on the mended database and what it must give: rows joined by newlines, columns by
/// "|", as the sqlite3 shell prints them.
using RowCheck = std::pair<std::string, std::string>;

struct ExpectedRepair {
  std::vector<std::string> flags;
  int exit_code = 0;
  std::vector<std::string> says;      ///< in what it prints, on either stream
  std::vector<std::string> says_not;  ///< in the statements of the script, commentary left out
  std::vector<RowCheck> rows;
  ExpectedStatus after;
  std::vector<std::string> next;  ///< files of SQL that must run through afterwards
};

/// Running these files on the database as it was ends with this error: the incident itself.
struct Rerun {
  std::vector<std::string> files;
  std::string error;
};

/// The first statements of a file, run on before.sql by a connection that is then lost.
struct Stop {
  std::string file;
  int after_statement = 0;
};

struct StoppedCase {
  std::filesystem::path file;  ///< the .yaml; its folder holds before.sql and migrations/
  std::string tells;
  std::vector<std::string> flags;  ///< of every command
  std::optional<Stop> stopped;
  std::optional<Rerun> rerun;
  std::optional<ExpectedStatus> status;  ///< none: the case is about `check` alone
  std::vector<ExpectedRepair> repairs;
  std::vector<ExpectedCheck> checks;
};

/// Throws Error(bad_yaml) with line and column for an unknown key or a missing one.
StoppedCase read_stopped_case(const std::filesystem::path& file);

/// Every .yaml beside a before.sql under the folder, sorted by path.
std::vector<std::filesystem::path> all_stopped_cases(const std::filesystem::path& folder);

}  // namespace plumbline
