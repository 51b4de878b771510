#pragma once
// Which table of the database is which of the target, renames told of included.
#include <vector>

#include "analyzer/audit/row_checks.hpp"

namespace plumbline {

/// The tables of `live` that hold rows of their own and that the options want, by name. Both
/// schemas must outlive the result; `target` may be null.
std::vector<TablePair> table_pairs(const Schema& live, const Schema* target,
                                   const std::vector<Rename>& renames, const Options& options);

}  // namespace plumbline
