#pragma once
// What stands around the work of a batch: no BEGIN, no TEMP tables, no foreign_keys=OFF. A guard is
// a SELECT that fails (json_extract with a path that is none), so the first ones leave nothing
// behind that is not rolled back: https://sqlite.org/json1.html#jex
#include <vector>

#include "analyzer/plan/guard_script.hpp"

namespace plumbline {

std::vector<Statement> batch_opening(const ScriptFacts& facts);
std::vector<Statement> batch_closing(const ScriptFacts& facts, const ScriptPromises& promises);

}  // namespace plumbline
