#pragma once
// A remote database as a source: what was asked of it through a shell command, put together again
// as a private database.
#include "analyzer/sqlite/open_database.hpp"
#include "model/options.hpp"

namespace plumbline {

/// Whether this source is the one behind options.via.
bool is_via(const std::string& name, const Options& options);

/// Asks options.via for the schema and, unless options.schema_only, for the rows; of each table the
/// first only with Rows::sample. Its notes say what was fetched, and whether it is of one moment.
/// Nothing but SELECT is sent. Throws what Remote::ask throws; Error(unreadable) where the schema
/// changed meanwhile; Error(unsupported) where it is too large, or as open_database() does where
/// its schema cannot be parsed.
OpenedDatabase open_via(const Options& options, Unparsed unparsed);

}  // namespace plumbline
