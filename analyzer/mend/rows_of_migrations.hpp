#pragma once
// What migrations do to rows, held against a database that only has their schema.
#include <optional>
#include <vector>

#include "analyzer/reconcile/situation.hpp"

namespace plumbline {

/// The tables whose rows are not as the migrations at these places of the line would have left
/// them: what of them has not run is run on a copy of `live`, and compared with `after` in the
/// columns that both have. Nothing where that cannot be told: no point fits `live`, or a statement
/// fails from each that does.
std::optional<std::vector<Identifier>> tables_with_other_rows(
    const Connection& live, const Connection& after, const Situation& situation,
    const std::vector<std::size_t>& places, const Options& options);

}  // namespace plumbline
