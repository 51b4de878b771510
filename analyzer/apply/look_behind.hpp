#pragma once
// The result of a repair, looked at before it is committed.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/plan.hpp"

namespace plumbline {

struct LookBehind {
  std::optional<std::string> worse;  ///< what is worse than it was, or not as promised
  std::vector<std::string> notes;    ///< what could not be looked at
};

/// `now` is inside the transaction; `backup` is the database as it was before. What was wrong there
/// already is no fault of the repair.
LookBehind look_behind(const Connection& now, const std::filesystem::path& backup,
                       const Plan& plan);

}  // namespace plumbline
