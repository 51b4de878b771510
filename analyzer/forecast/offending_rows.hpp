#pragma once
// Which rows a statement fails on.
#include <string>

#include "analyzer/reconcile/run_rest.hpp"
#include "model/forecast.hpp"
#include "model/options.hpp"

namespace plumbline {

/// In words, with rowids; values only where the options let them be shown: "2 rows share 1 value of
/// email, which the index forbids (rowids 3 and 7)". `shadow` is as it was before the statement.
/// Empty where it cannot be told.
std::string offending_rows(const Connection& shadow, const StatementEffect& effect,
                           const SqlFailure& failure, const Options& options);

}  // namespace plumbline
