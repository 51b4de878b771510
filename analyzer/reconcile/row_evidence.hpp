#pragma once
// What the rows say about which data statements have run. What the migration itself brought to life
// starts empty or at its default, so what it must hold at each point can be computed and compared.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/reconcile/run_rest.hpp"

namespace plumbline {

struct Refuted {
  std::map<std::size_t, std::string> points;  ///< candidates that the rows speak against, and why
};

/// `candidates`: numbers of statements that may have run, ascending, all with the live schema.
/// `left_out`: the runner's tables.
Refuted refuted_by_rows(const Connection& live, const MigrationInHand& hand,
                        const std::vector<std::size_t>& candidates,
                        const std::set<Identifier>& left_out, const Options& options);

/// Whether what the migration brought to life by `point` holds just what its own statements put
/// there; nothing where that cannot be computed.
std::optional<bool> holds_its_own_rows(const Connection& live, const MigrationInHand& hand,
                                       std::size_t point, const std::set<Identifier>& left_out,
                                       const Options& options);

}  // namespace plumbline
