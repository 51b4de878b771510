#pragma once
// Objects that keep SQLite from loading a schema: mostly those that a newer SQLite has stored. One
// is enough, and every statement fails with "malformed database schema".
#include <optional>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Whether this is what SQLite says where it cannot load the schema.
bool is_failure_to_load(const SqlFailure& failure);

/// Has SQLite load what it can; whether there is anything to read then. The connection must be one
/// that only reads, or a shadow: it stays in this state, of `PRAGMA writable_schema`
/// (https://sqlite.org/pragma.html#pragma_writable_schema).
bool leave_out_unparsed(const Connection& connection);

/// What SQLite does not load of the schema of `live`, each object with the reason. Empty where the
/// parser is not to blame: then the database is damaged. Leaves `live` as leave_out_unparsed does.
std::vector<Problem> unparsed_objects(const Connection& live);

/// "near "ORDER": syntax error (ORDER BY in the arguments of a function: SQLite 3.44)": what SQLite
/// says of `sql`, and which syntax in it this SQLite is too old for, where there is any.
std::string explained_failure(const SqlFailure& failure, const std::string& sql);

/// Whether that is the message of a parser which is too old for `sql`.
bool is_too_new(const std::string& message, const std::string& sql);

/// What to do about objects of a newer SQLite.
std::string remedy_for_newer();

/// The answer where nothing can be said of a schema: which objects, why, and what to do.
Error not_loaded(const std::vector<Problem>& left_out, const std::string& database);

/// Marks in `schema`, read behind leave_out_unparsed, what is not understood.
void mark_left_out(const std::vector<Problem>& left_out, Schema& schema);

}  // namespace plumbline
