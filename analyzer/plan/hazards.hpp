#pragma once
// Hazards that nobody allowed are refusals.
#include <vector>

#include "model/options.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// Adds a refusal for each hazard that the options do not allow, in words, with the flag that
/// would.
void refuse_hazards(const std::vector<HazardNote>& hazards, const Options& options,
                    std::vector<Refusal>& refusals);

}  // namespace plumbline
