#pragma once
// What a script's guards have to know, drawn from the schemas and the draft.
#include "analyzer/plan/guard_script.hpp"
#include "analyzer/plan/step.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"

namespace plumbline {

/// `live` before and `renamed` behind the renames; `check_references`: the tables whose foreign
/// keys SQLite can check before and after.
ScriptFacts script_facts(const Schema& live, const Schema& renamed, const Schema& target,
                         const Draft& draft, const std::vector<Identifier>& check_references,
                         const Options& options);

/// The rows of sqlite_master that the work made or removed.
std::vector<SchemaRowPromise> promised_rows(const Schema& live, const Schema& after,
                                            const Draft& draft);
/// The columns of the tables that ALTER TABLE changed: their text is the engine's to choose.
std::vector<ColumnsPromise> promised_columns(const Connection& shadow, const Schema& live,
                                             const Schema& after, const Draft& draft);

}  // namespace plumbline
