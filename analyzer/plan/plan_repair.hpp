#pragma once
// A repair from the differences to the proven script, or the reasons why there is none.
#include <set>
#include <vector>

#include "analyzer/source.hpp"
#include "model/options.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// What a repair by migrations adds to a script: rows of the runner's log, and tables that are in
/// the way of one that gets its name back.
struct LogWork {
  std::vector<Statement> first;       ///< before all else
  std::vector<Statement> statements;  ///< behind all else
  std::vector<std::string> guards;    ///< SQL expressions that are true of the log now
  std::set<Identifier> tables;        ///< the runner's tables: their rows are to change
};

/// `live` is a shadow (open_shadow_source): the plan is tried on it, and has run on it afterwards.
Planning plan_repair(const Source& live, const Source& target, const std::vector<Rename>& renames,
                     const Options& options, const LogWork& log = {});

}  // namespace plumbline
