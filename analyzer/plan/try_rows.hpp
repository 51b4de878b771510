#pragma once
// Every row put into a table of the target's columns, to see what becomes of it there.
#include "analyzer/plan/fit_rows.hpp"

namespace plumbline {

/// Adds to `fit` the values that would be stored as others, and the rows that a type, a CHECK, a
/// key or a unique index of the target refuses. Uses a TEMP table of the target's name.
void try_rows(const Connection& shadow, const Table& live, const Table& target,
              const Options& options, Fit& fit);

}  // namespace plumbline
