#pragma once
// Whether a refusal that speaks of rows is right: asked of SQLite by putting the rows into the
// target as it is declared, knowing nothing of how the planner looks at them.
#include <string>

#include "model/plan.hpp"

namespace plumbline {

/// A word for the kind of refusal: "rows", "references", "integrity"; "bug" for what must never be
/// said.
std::string kind_of_refusal(const Refusal& refusal);

/// Whether the rows of the refusal's table in the file `live` really do not fit into the schema
/// that the statements `target` make. True where the question cannot be put.
bool is_justified(const Refusal& refusal, const std::string& live, const std::string& target);

}  // namespace plumbline
