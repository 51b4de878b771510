#pragma once
// The two forms of a script: one that opens a transaction of its own, and a batch for platforms
// that allow no BEGIN, no TEMP tables and no foreign_keys=OFF, and run a list of statements whole
// or not at all: https://developers.cloudflare.com/d1/worker-api/d1-database/#batch,
// https://docs.turso.tech/sdk/ts/reference#batch-transactions
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"
#include "model/plan.hpp"

namespace plumbline {

enum class ScriptForm { transaction, batch };
ScriptForm form_of(const Options& options);

/// The table in which a script counts: a TEMP table, or one that the batch drops again.
std::string counted_table(ScriptForm form);
/// Whether a table, with what belongs to it, is among the objects that a script counts: for a batch
/// not the one of its own, nor D1's.
bool counts_in(ScriptForm form, const Identifier& table);

/// Whether a table of this name is the one in which a batch counts.
bool is_counted_table(const Identifier& name);

/// "SQLite", or the platform, with whose limits the proof runs.
std::string who_refuses(const Options& options);

/// Runs a proven plan on a shadow as its runner would. Throws Error(failed).
void run_plan(const Connection& shadow, const Plan& plan, const Options& options);

/// The lines of a script's header that say how to run it.
std::vector<std::string> how_to_run(const Options& options);

}  // namespace plumbline
