#pragma once
// What is so about each migration: recorded or not against what the schema proves.
#include <optional>
#include <vector>

#include "analyzer/reconcile/situation.hpp"
#include "model/status.hpp"

namespace plumbline {

/// How much of a migration the schema shows. `unknown`: nothing of it can be seen.
enum class Presence { all, some, none, unknown };

struct Judged {
  Presence presence = Presence::unknown;
  std::vector<StatementStatus> verdicts;
  int applied = 0;
};

/// The migration at place `i` of the line. `decision`: what the rows said about the one at which
/// the database stopped, where that is this one.
Judged judge(const Situation& situation, std::size_t i, const std::optional<Decision>& decision);

/// The states of all migrations in the order of the directory, then those of records without a
/// file. Verdicts are given for migrations of which some, but not all, is there.
std::vector<MigrationStatus> judge_all(const Situation& situation,
                                       const std::optional<Decision>& decision);

}  // namespace plumbline
