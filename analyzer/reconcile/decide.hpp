#pragma once
// From which point a half-done migration goes on, where the schema alone leaves several.
#include <set>
#include <string>
#include <vector>

#include "analyzer/reconcile/run_rest.hpp"

namespace plumbline {

enum class DecidedBy {
  schema,      ///< only one point fits, or all that fit go on from the same statement
  rows,        ///< what its statements have written, or would still write
  errors,      ///< from every other point the rest of it fails
  confluence,  ///< from every point the same rows come out
  nothing,
};

struct Decision {
  DecidedBy by = DecidedBy::nothing;
  std::size_t after = 0;          ///< the point that was decided on: that many have run
  std::vector<std::size_t> fits;  ///< the candidates that nothing speaks against
  std::string evidence;           ///< one sentence
  std::string difference;         ///< undecided: what would differ
};

/// `candidates`: numbers of statements of the migration that may have run, ascending, not empty.
Decision decide(const Connection& live, const MigrationInHand& hand,
                const std::vector<std::size_t>& candidates, const std::set<Identifier>& left_out,
                const Options& options);

}  // namespace plumbline
