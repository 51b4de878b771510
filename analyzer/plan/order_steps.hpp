#pragma once
// The order of the steps of a plan.
#include <vector>

#include "analyzer/plan/step.hpp"

namespace plumbline {

/// The steps so that every `ordering` holds, else by (phase, name): the same steps in whatever
/// order give the same result. Orderings that form a circle (tables that reference each other) are
/// dropped for the steps of the circle; orderings of steps that are not there are ignored.
std::vector<Step> in_order(std::vector<Step> steps, const std::vector<Ordering>& orderings);

}  // namespace plumbline
