#pragma once
// What `repair --apply` says before and behind its work.
#include <string>

#include "analyzer/apply/apply.hpp"

namespace plumbline {

/// "812 bytes", "4.2 MB": SI units, as disks are sold.
std::string bytes_in_words(std::int64_t bytes);

/// What it is about to do, and what that costs.
std::string render_cost(const std::string& database, const Plan& plan, const ApplyCost& cost);

/// What was done, what was checked, and the way back.
std::string render_applied(const std::string& database, const Applied& applied);

/// Puts the copy back, in words that a shell takes as they are.
std::string way_back(const std::string& database, const std::string& backup);

}  // namespace plumbline
