#pragma once
// What can be found out about one schema by itself.
#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"
#include "model/soundness.hpp"

namespace plumbline {

/// `connection` holds the schema, which was read from it; it is asked which views, triggers and
/// virtual tables work, and never written to. The rest is asked of a private database without rows,
/// so the cost is that of the schema, whatever the tables hold. `schema` must outlive the answer.
SchemaInHand look_at_schema(const Connection& connection, const Schema& schema,
                            const Options& options);

}  // namespace plumbline
