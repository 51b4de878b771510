#include "analyzer/history/files/line_ends.hpp"

#include <algorithm>

namespace plumbline {

namespace {
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
}

std::string with_line_ends(std::string_view text, LineEnds ends) {
  std::string result;
  result.reserve(text.size() + text.size() / 16);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const bool has_return = end > 0 && end < text.size() && text[end - 1] == '\r';
    result += text.substr(0, has_return ? end - 1 : end);
    if (end < text.size()) result += ends == LineEnds::crlf ? "\r\n" : "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::vector<std::string> cosmetic_variants(std::string_view text) {
  std::string_view body = text;
  if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
  while (!body.empty() && (body.back() == '\n' || body.back() == '\r')) body.remove_suffix(1);
  std::vector<std::string> variants;
  for (const LineEnds ends : {LineEnds::lf, LineEnds::crlf}) {
    const std::string lines = with_line_ends(body, ends);
    for (const std::string_view end : {"", ends == LineEnds::lf ? "\n" : "\r\n"}) {
      for (const std::string_view mark : {std::string_view(), byte_order_mark}) {
        std::string variant = std::string(mark) + lines + std::string(end);
        if (variant != text) variants.push_back(std::move(variant));
      }
    }
  }
  std::ranges::sort(variants);
  const auto repeated = std::ranges::unique(variants);
  variants.erase(repeated.begin(), repeated.end());
  return variants;
}

std::size_t broken_sequence(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0xC2 || lead > 0xF4) return 1;
  const std::size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  std::size_t length = 1;
  while (length < wanted && offset + length < text.size() && byte(length) >= lowest &&
         byte(length) <= highest) {
    ++length;
    lowest = 0x80;
    highest = 0xBF;
  }
  return length;
}

}  // namespace plumbline
