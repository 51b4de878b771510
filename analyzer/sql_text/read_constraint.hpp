#pragma once
// The constraints of CREATE TABLE, read one at a time: https://sqlite.org/lang_createtable.html
#include <optional>

#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/token_cursor.hpp"

namespace plumbline {

/// One constraint behind a column's type, into an empty one. False where it is not understood.
bool read_column_constraint(TokenCursor& at, ConstraintText& into);

/// One constraint of the table.
bool read_table_constraint(TokenCursor& at, ConstraintText& into);
/// Whether one begins here. A column cannot: these words are reserved.
bool starts_table_constraint(const Token& token);

/// The text from here on that can follow DEFAULT: a value, a signed one, an expression in
/// parentheses, or a name.
std::optional<std::string_view> take_default(TokenCursor& at);

}  // namespace plumbline
