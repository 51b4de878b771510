#pragma once
// One spelling for SQL that means the same: what "cosmetic" rests on.
#include <set>
#include <string>
#include <string_view>

namespace plumbline {

/// The tokens of `sql` in one spelling, a space between each: comments and white space gone, words
/// and quoted names in lower-case ASCII and without quotes where that is unambiguous (a quoted name
/// that is no plain word stays quoted with "), == as =, != as <>, blobs and numbers in lower case,
/// a trailing semicolon dropped. String literals stay as they are. Equal results mean equal SQL;
/// the reverse does not hold (SQL has more spellings than this knows).
std::string normal_form(std::string_view sql);

/// normal_form with parentheses around the whole of an expression removed: "((a > 0))" → "a > 0".
std::string normal_expression(std::string_view expression);

/// Whether the two differ in nothing but a double-quoted against a single-quoted text at some
/// places, as RENAME COLUMN of SQLite ≥ 3.36 rewrites them ("str" → 'str'), where none of the texts
/// is a name in `names` (lower-case ASCII). The names are those the statement could mean: only
/// there "str" was a string literal from the start (https://sqlite.org/quirks.html#dblquote).
bool equal_but_for_string_quotes(std::string_view a, std::string_view b,
                                 const std::set<std::string>& names);

}  // namespace plumbline
