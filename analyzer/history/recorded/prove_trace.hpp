#pragma once
// What a run told of its statements, believed as far as it leads to what the run left.
#include <set>
#include <string>
#include <vector>

#include "analyzer/history/recorded/attribute_trace.hpp"
#include "model/options.hpp"

namespace plumbline {

struct TraceInput {
  const std::vector<TracedStatement>& statements;
  const Connection& before;   ///< a shadow of the database before the run
  const Connection& behind;   ///< the database behind it
  const ScratchState& after;  ///< the same, read
  const std::set<std::string>& recorded_before;
};

struct ProvenMigration {
  std::string key;
  Schema schema;         ///< behind it
  bool has_sql = false;  ///< false: its statements are not kept; the notes say why
  std::vector<std::string> sql;
  TransactionMode transaction = TransactionMode::unknown;
};

/// Empty `migrations` where the trace as a whole cannot be believed.
struct ProvenRun {
  std::vector<ProvenMigration> migrations;
  std::vector<std::string> notes;
};

/// The whole trace, gone through on a copy of the database before, has to lead to the schema, the
/// rows and the records behind it; and the statements that are taken for each migration's own, on
/// another copy, to what was there when it was recorded. Left out are the statements of a migration
/// whose runner has read rows of the application: what it does then may be another thing elsewhere.
/// Columns that the clock or chance fills are not compared.
ProvenRun prove_trace(const TraceInput& input, const Options& options);

}  // namespace plumbline
