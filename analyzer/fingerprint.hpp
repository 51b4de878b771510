#pragma once
// A schema in 64 digits: by its text, and by its meaning.
#include <string>

#include "model/schema.hpp"

namespace plumbline {

/// SHA-256 over the (type, name, tbl_name, sql) rows ordered by type and name: the exact text.
std::string fingerprint_of(const Schema& schema);
/// SHA-256 over what the schema means: equal for schemas that are only spelled differently.
std::string meaning_fingerprint_of(const Schema& schema);

}  // namespace plumbline
