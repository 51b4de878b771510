#pragma once
// A start of the application as it really happens: its files run on a database file by bare SQLite,
// as executescript and as migration runners run them. Nothing here asks the program under test.
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/check_case.hpp"

struct sqlite3;

namespace plumbline {

struct RealFailure {
  std::string file;
  int statement = 0;  ///< 1-based; 0: the runner's own, its record or its COMMIT
  std::string message;
};

/// Runs the files on the database, which is left as the application leaves it.
std::optional<RealFailure> run_start(const std::filesystem::path& database, const RealStart& start,
                                     bool foreign_keys);

/// "c" → rows that it has no more, "c.parent" → values that are gone; tables and columns that lost
/// nothing are left out.
using Lost = std::map<std::string, std::int64_t>;

/// What `after` has no more of what `before` had; `moved` says what goes by another name now.
/// Values: of columns that are gone, and of foreign keys that SET NULL or SET DEFAULT clears.
Lost lost_between(const std::filesystem::path& before, const std::filesystem::path& after,
                  const std::vector<std::pair<std::string, std::string>>& moved);

}  // namespace plumbline
