#pragma once
// The forecast of `check`, and the rewrites of `lint`, as JSON.
#include "tools/plumbline/json_values.hpp"

namespace plumbline {

/// {"outcome": "not-run"} where nothing was foretold. The place is that of the statement which
/// fails, or where none fails, of the gravest loss.
Json json_of(const std::optional<Forecast>& forecast);

Json json_of(const Rewrite& rewrite);

}  // namespace plumbline
