#pragma once
// The same text as another editor or another git would have saved it.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

enum class LineEnds { lf, crlf };
std::string with_line_ends(std::string_view text, LineEnds ends);

/// Every other spelling of `text`: line ends LF and CRLF, without and with a newline at its end,
/// with and without a byte order mark.
std::vector<std::string> cosmetic_variants(std::string_view text);

/// How many bytes at `offset`, where no valid UTF-8 is, one U+FFFD stands for in JavaScript:
/// https://encoding.spec.whatwg.org/#utf-8-decoder
std::size_t broken_sequence(std::string_view text, std::size_t offset);

}  // namespace plumbline
