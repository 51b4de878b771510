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

/// What the shadow shows once the work has run: the rows of sqlite_master that the work made or
/// removed, and the columns of the tables that ALTER TABLE changed (their text is the engine's).
ScriptPromises script_promises(const Connection& shadow, const Schema& live, const Schema& after,
                               const Draft& draft, ScriptForm form);

}  // namespace plumbline
