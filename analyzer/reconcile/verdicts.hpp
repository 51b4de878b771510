#pragma once
// The verdict on one statement, from the objects that it changes.
#include "analyzer/reconcile/situation.hpp"
#include "model/status.hpp"

namespace plumbline {

/// Between which points the database stands: everything up to `from` has run, nothing behind `to`.
struct Reach {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// `point`: the number of the statement on the line. Where no point fits, `reach` is nothing and
/// each object is asked for itself.
StatementStatus verdict_on(const Situation& situation, std::size_t point,
                           const std::optional<Reach>& reach);

}  // namespace plumbline
