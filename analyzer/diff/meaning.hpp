#pragma once
// What a piece of a schema means, as text: two pieces mean the same when their texts are equal.
// Everything that is only spelled differently comes out the same here.
#include <string>
#include <vector>

#include "model/affinity.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Outside STRICT the affinity, inside it the type (INT and INTEGER are one there too).
std::string type_meaning(const Column& column, bool strict);
/// Empty where inserting without the column gives NULL.
std::string default_meaning(const Column& column);
/// "" for a column that takes NULL. The rowid never is NULL, whatever is declared.
std::string not_null_meaning(const Table& table, const Column& column);
std::string collation_meaning(const std::string& collation);
std::string generated_meaning(const Column& column);

std::string meaning(const KeyPart& part);
std::string meaning(const PrimaryKey& key);
std::string meaning(const Unique& unique);
std::string meaning(const Check& check);
/// `schema` is the one the key is declared in: there its parent's primary key is looked up.
std::string meaning(const ForeignKey& key, const Schema& schema);
/// Without its name and its table.
std::string meaning(const Index& index);

/// The unique constraints of a table without those that say again what its key or another one says:
/// SQLite makes one index for all of them.
std::vector<Unique> needed_uniques(const Table& table);

/// The unique constraint that a unique index amounts to; empty for a partial one.
std::string as_unique_constraint(const Index& index);

/// The whole schema, for a fingerprint of what it means.
std::string meaning(const Schema& schema);

}  // namespace plumbline
