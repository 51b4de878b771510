#pragma once
// UTF-8 checked to the letter: no overlong forms, no surrogates, nothing above U+10FFFF.
#include <cstddef>
#include <optional>
#include <string_view>

namespace plumbline {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  ///< in bytes; 0: the bytes there are not UTF-8
};

/// The code point at `offset`, which is inside `text`.
CodePoint decode_utf8(std::string_view text, std::size_t offset);

/// Offset of the first byte that is not part of valid UTF-8.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

}  // namespace plumbline
