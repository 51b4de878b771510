#pragma once
// The type of a column, which can be nearly any words: https://sqlite.org/datatype3.html
#include <optional>
#include <string>

#include "analyzer/sql_text/token_cursor.hpp"

namespace plumbline {

/// The words of a type and its sizes, joined anew: "VARCHAR(10)". Empty where none is there,
/// nothing where the sizes are no numbers.
std::optional<std::string> take_type(TokenCursor& at);

}  // namespace plumbline
