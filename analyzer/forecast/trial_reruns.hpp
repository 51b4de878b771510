#pragma once
// One migration stopped behind each of its statements and run again from the top: the reruns of
// MigrationTrials.
#include <string>
#include <vector>

#include "analyzer/forecast/trial_runs.hpp"
#include "model/trials.hpp"

namespace plumbline {

/// One for each point that leaves another database than the one before it: not inside a transaction
/// of the file's own, and not behind a statement that leaves nothing. Of the databases on which the
/// migration runs without a crash, the fullest with foreign keys on and the fullest with them off,
/// that with the worse outcome. Nothing where it runs on none, with a note, and where the runner's
/// transaction is around all of it, to its end.
std::vector<RerunTrial> try_reruns(const Trial& trial, std::vector<std::string>& notes);

}  // namespace plumbline
