#pragma once
// What preconditions of migrations come to: their runner asks the database before it runs one.
#include "analyzer/reconcile/situation.hpp"

namespace plumbline {

/// A migration that is passed over has no statements left, and a note says why; one at which the
/// runner stops, and one whose question nobody can answer, say so (runner_stops, unforeseen).
/// Those that will run are asked where they will run: on a copy of `live` behind those before them.
/// A record that says "passed over" is believed where the question has the same answer behind a
/// replay on an empty database; where it has not, what is there may have been made by it elsewhere.
void ask_preconditions(const Connection& live, const Options& options, Situation& situation);

/// The same of all migrations, on an empty database.
void ask_preconditions(const Options& options, const std::string& runner, Migrations& migrations);

}  // namespace plumbline
