#pragma once
// What is in a database after a repair has failed.
#include <filesystem>
#include <string>

#include "model/plan.hpp"

namespace plumbline {

enum class StateBehind { as_it_was, repaired, cannot_tell };

/// Reads the database as the next program would: its schema, and where that does not tell, the
/// guard that opens the script. A transaction that was cut off is rolled back by whoever opens the
/// file next (https://sqlite.org/lockingv3.html#hot_journals), so it counts as rolled back.
StateBehind state_behind(const std::filesystem::path& database, const Plan& plan);

}  // namespace plumbline
