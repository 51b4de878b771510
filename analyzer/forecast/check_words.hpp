#pragma once
// What the text of a CHECK says of the values that it may take. A guess: SQLite decides.
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

/// SQL literals that `expression` hints at, most telling first: its own literals and their
/// neighbours, texts that fit its LIKE and GLOB patterns, texts and blobs of the lengths it names,
/// JSON where it asks for that.
std::vector<std::string> values_hinted_at(std::string_view expression);

/// Whether `column` stands in `expression` as a name, in any quotes.
bool mentions(std::string_view expression, std::string_view column);

/// A text that fits the pattern, or nearly: "a%" → "a", "[0-9]?" → "0a".
std::string text_like(std::string_view pattern);
std::string text_by_glob(std::string_view pattern);

}  // namespace plumbline
