#pragma once
// Whether the rows of a live table fit its target: tried on a shadow, counted, never coerced.
#include <set>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"
#include "model/plan.hpp"

namespace plumbline {

struct Fit {
  std::set<Identifier> fills;       ///< columns whose NULLs become the default
  std::vector<HazardNote> hazards;  ///< what the rows lose on the way
  std::vector<Refusal> refusals;    ///< rows that the target cannot hold
};

/// `shadow` holds `live` with its rows; it is changed in nothing but TEMP tables, which are gone
/// afterwards. Both tables have the same name. Foreign keys are not looked at here: they are
/// checked when the whole plan has run. Without `try_rows` only NULLs and what goes is counted: for
/// changes that leave every row where it is.
Fit fit_rows(const Connection& shadow, const Table& live, const Table& target, bool try_rows,
             const Options& options);

/// Where rows are looked for: a FROM clause, and the expression for their rowid (empty: none).
struct TableRows {
  std::string from;
  std::string rowid;
};

/// The groups of rows that a unique index or constraint over `parts` would refuse.
std::vector<Refusal> duplicates(const Connection& shadow, const TableRows& rows,
                                const Identifier& table, const std::vector<KeyPart>& parts,
                                const std::optional<std::string>& where, const std::string& what,
                                const Options& options);

/// Whether a word of the expression is a column of the target alone. A string in double quotes that
/// reads like one does no harm: then the rows are tried on the target.
bool mentions_new_column(const std::string& expression, const Table& live, const Table& target);

/// Whether an index of `target` is over a column that `live` has not: then the rows as they are
/// cannot tell whether it would hold, and have to be tried.
bool is_over_new_column(const Index& index, const Table& live, const Table& target);

/// count(*) of a table of the shadow.
std::int64_t count_rows(const Connection& shadow, const Identifier& table);

}  // namespace plumbline
