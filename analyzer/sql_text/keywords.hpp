#pragma once
// What a bare word can be. SQLite takes most keywords as names where the grammar wants no keyword
// ("fallback"), so that only some have to be quoted: https://sqlite.org/lang_keywords.html
#include <string_view>

namespace plumbline {

/// Whether the word, in any case and not in quotes, is taken as the name of a table or column.
bool can_be_name(std::string_view word);

/// Whether it is taken as a word of a type: LEFT and the like are names but no types.
bool can_be_type(std::string_view word);

/// Whether `text` without quotes may mean something else than the name "text": it is reserved, it
/// is a value (TRUE, CURRENT_DATE), both are grammatical at one place (RAISE, OVER, LEFT), or it is
/// no word at all.
bool needs_quotes(std::string_view text);

}  // namespace plumbline
