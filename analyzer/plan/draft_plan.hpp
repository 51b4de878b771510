#pragma once
// From differences to steps: which statements, for which reason, at what risk, in which order.
#include <set>
#include <vector>

#include "analyzer/plan/step.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/change.hpp"
#include "model/options.hpp"

namespace plumbline {

struct DraftInput {
  const Schema& live;  ///< renames already made
  const Schema& target;
  const std::vector<Change>& changes;  ///< diff(live, target)
  const Connection& shadow;            ///< holds `live` with its rows
  const Connection& declared;          ///< holds `target`
  const Options& options;
  const std::set<Identifier>& rebuild;  ///< tables that ALTER was tried on in vain
};

/// The steps, or the reasons why there are none. The shadow is read, and left as it is.
Draft draft_plan(const DraftInput& input);

}  // namespace plumbline
