#pragma once
// The objects of a database by the text that SQLite keeps of them
// (https://sqlite.org/schematab.html): the form in which the states of a replay are compared.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// `type` is a type of sqlite_schema, or "pragma" for user_version and application_id.
struct ObjectKey {
  std::string type;
  Identifier name;
  auto operator<=>(const ObjectKey&) const = default;
};
/// "table users", "PRAGMA user_version"
std::string to_string(const ObjectKey& object);

using ObjectTexts = std::map<ObjectKey, std::string>;

/// Without the engine's own objects, those behind constraints, and what belongs to the tables in
/// `left_out`.
ObjectTexts object_texts(const Connection& connection, const std::set<Identifier>& left_out);
ObjectTexts object_texts(const Schema& schema, const std::set<Identifier>& left_out);

/// What makes them on an empty database, in an order in which it runs.
std::vector<std::string> create_statements_of(const Schema& schema);

/// Whether two texts make the same object, however they are spelled.
bool same_object(const ObjectKey& object, const std::string& a, const std::string& b);

/// What differs between two texts of a table, in words; empty where nothing does, or where one of
/// them cannot be run alone.
std::string difference_between(const ObjectKey& object, const std::string& a, const std::string& b);

}  // namespace plumbline
