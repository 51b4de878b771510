#pragma once
// The lines of commentary that lead a script.
#include <set>
#include <string>
#include <vector>

#include "model/options.hpp"
#include "model/plan.hpp"

namespace plumbline {

std::vector<std::string> script_header(const Plan& plan, const std::string& database,
                                       const std::string& target,
                                       const std::set<Identifier>& unchecked_references,
                                       const Options& options);

}  // namespace plumbline
