#pragma once
// The schema that a point of the line stands for, as a target for the planner.
#include "analyzer/reconcile/situation.hpp"
#include "analyzer/source.hpp"

namespace plumbline {

/// What the migrations make by that point, with everything in the live database that is not theirs:
/// the runner's tables, objects that no migration makes, objects altered by hand.
Source state_at(const Situation& situation, std::size_t point, const Connection& live,
                const Options& options);

/// The same from any texts of objects.
Source schema_of(const ObjectTexts& texts, const std::string& name, const Options& options);

/// A copy of a shadow that the planner may change.
Source copy_of(const Source& live, const Options& options);

}  // namespace plumbline
