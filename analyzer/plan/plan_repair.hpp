#pragma once
// A repair from the differences to the proven script, or the reasons why there is none.
#include <vector>

#include "analyzer/declare/source.hpp"
#include "model/options.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// `live` is a shadow (open_shadow_source): the plan is tried on it, and has run on it afterwards.
Planning plan_repair(const Source& live, const Source& target, const std::vector<Rename>& renames,
                     const Options& options);

}  // namespace plumbline
