#pragma once
// NOT NULL, CHECK and named constraints changed in place, as SQLite can from 3.53 on:
// https://sqlite.org/lang_altertable.html
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"
#include "model/plan.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct ConstraintInput {
  const Connection& shadow;   ///< holds the live table with its rows
  const Connection& scratch;  ///< holds it alone and empty: changed along with what is drafted
  const Table& live;
  const Table& target;
  const Schema& target_schema;
  const Runtime& runtime;
};

/// DROP CONSTRAINT and DROP NOT NULL: before columns go. What the runtime cannot drop, or not
/// without doubt, is left out; so the caller has to compare what is reached with the target.
std::vector<Statement> drop_constraints(const ConstraintInput& input);
/// SET NOT NULL and ADD CHECK: behind new columns. Likewise.
std::vector<Statement> add_constraints(const ConstraintInput& input);

}  // namespace plumbline
