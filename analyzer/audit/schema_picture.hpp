#pragma once
// A schema with what hangs on what.
#include "analyzer/sqlite/connection.hpp"
#include "model/audit.hpp"
#include "model/options.hpp"

namespace plumbline {

/// `shadow` holds the schema. What the options leave out is not in the picture, nor are the tables
/// in which SQLite keeps virtual ones. Dependencies are in the order of the names.
SchemaPicture schema_picture(const Connection& shadow, const Schema& schema,
                             const Options& options);

}  // namespace plumbline
