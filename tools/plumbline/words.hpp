#pragma once
// Words that the renderers share.
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/schema.hpp"

namespace plumbline {

std::string_view word_of(TableKind kind);

/// "column users.email", "index users_email", "database": an object as a person calls it.
std::string name_of(const ObjectRef& object);
/// "table users: ", what stands before a sentence about it; empty for the database as a whole.
std::string about(const ObjectRef& object);

/// `sql` with its semicolon, which a comment at its end must not swallow.
std::string terminated(const std::string& sql);

/// "1 row", "3 rows"; `ending` is that of several.
std::string plural(std::size_t count, const std::string& noun, const char* ending = "s");

/// Without its end where it is longer than so many bytes, never cut inside a character.
std::string shortened(std::string text, std::size_t longest = 240);

/// What is not UTF-8 replaced by U+FFFD, as programs want it that take nothing else.
std::string valid_utf8(std::string_view text);

/// Where SQLite's own tables begin: https://sqlite.org/fileformat2.html#intschema
bool is_internal(const Identifier& name);

}  // namespace plumbline
