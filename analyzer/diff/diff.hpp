#pragma once
// What differs between two schemas: facts only. How to get from one to the other is the planner's,
// so nothing here speaks of rebuilding.
#include <vector>

#include "model/change.hpp"
#include "model/options.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Whether --include and --exclude let the table or view of this name through.
bool wanted(const Identifier& name, const Options& options);

/// The changes that make `from` mean what `to` means, in the order of the objects' names. Of the
/// options it reads include, exclude, exact and column_order. Runner's tables, shadow tables and
/// the engine's own are never changes (see analyzer/history/log/find_log.hpp).
std::vector<Change> diff(const Schema& from, const Schema& to, const Options& options);

}  // namespace plumbline
