#pragma once
// A schema without its rows, for compiling statements against and nothing else.
#include <optional>

#include "analyzer/sqlite/connection.hpp"
#include "model/deadline.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// A private database in memory that knows the tables, indexes and views of `schema`; triggers are
/// left out. Nothing of it was executed, so making it takes as long as opening a database of this
/// schema: executing takes the square of that. Nothing may be executed on it either but what makes
/// and drops views and triggers: its tables have no pages of their own. A virtual table is a plain
/// one with the same columns. Nothing where SQLite does not take the texts.
std::optional<Connection> schema_shadow(const Schema& schema, std::optional<Deadline> deadline);

}  // namespace plumbline
