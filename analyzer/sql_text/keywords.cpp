#include "analyzer/sql_text/keywords.hpp"

#include <algorithm>
#include <array>

#include "analyzer/sql_text/lexer.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

// `loaded`: fine as a name, but a bare one can be read in another way than a quoted one.
// `no_type`: loaded, and no word of a type either.
enum class WordUse { free, loaded, no_type, reserved };

struct Keyword {
  std::string_view word;
  WordUse use;
};

// Sorted. Keywords that are not here never mean anything but a name at a place where a quoted name
// is grammatical: PRIMARY KEY leaves no room for PRIMARY "key".
constexpr std::array keywords = std::to_array<Keyword>({
    {"add", WordUse::reserved},
    {"all", WordUse::reserved},
    {"alter", WordUse::reserved},
    {"always", WordUse::loaded},
    {"and", WordUse::reserved},
    {"as", WordUse::reserved},
    {"autoincrement", WordUse::reserved},
    {"between", WordUse::reserved},
    {"case", WordUse::reserved},
    {"cast", WordUse::loaded},
    {"check", WordUse::reserved},
    {"collate", WordUse::reserved},
    {"column", WordUse::loaded},
    {"commit", WordUse::reserved},
    {"constraint", WordUse::reserved},
    {"create", WordUse::reserved},
    {"cross", WordUse::no_type},
    {"current_date", WordUse::loaded},
    {"current_time", WordUse::loaded},
    {"current_timestamp", WordUse::loaded},
    {"default", WordUse::reserved},
    {"deferrable", WordUse::reserved},
    {"delete", WordUse::reserved},
    {"distinct", WordUse::reserved},
    {"drop", WordUse::reserved},
    {"else", WordUse::reserved},
    {"escape", WordUse::reserved},
    {"except", WordUse::reserved},
    {"exists", WordUse::reserved},
    {"false", WordUse::loaded},
    {"filter", WordUse::loaded},
    {"foreign", WordUse::reserved},
    {"from", WordUse::reserved},
    {"full", WordUse::no_type},
    {"generated", WordUse::loaded},
    {"group", WordUse::reserved},
    {"having", WordUse::reserved},
    {"in", WordUse::reserved},
    {"index", WordUse::reserved},
    {"indexed", WordUse::no_type},
    {"inner", WordUse::no_type},
    {"insert", WordUse::reserved},
    {"intersect", WordUse::reserved},
    {"into", WordUse::reserved},
    {"is", WordUse::reserved},
    {"isnull", WordUse::reserved},
    {"join", WordUse::reserved},
    {"left", WordUse::no_type},
    {"limit", WordUse::reserved},
    {"natural", WordUse::no_type},
    {"not", WordUse::reserved},
    {"nothing", WordUse::reserved},
    {"notnull", WordUse::reserved},
    {"null", WordUse::reserved},
    {"on", WordUse::reserved},
    {"or", WordUse::reserved},
    {"order", WordUse::reserved},
    {"outer", WordUse::no_type},
    {"over", WordUse::loaded},
    {"primary", WordUse::reserved},
    {"raise", WordUse::loaded},
    {"references", WordUse::reserved},
    {"returning", WordUse::reserved},
    {"right", WordUse::no_type},
    {"select", WordUse::reserved},
    {"set", WordUse::reserved},
    {"table", WordUse::reserved},
    {"then", WordUse::reserved},
    {"to", WordUse::reserved},
    {"transaction", WordUse::reserved},
    {"true", WordUse::loaded},
    {"unbounded", WordUse::loaded},
    {"union", WordUse::reserved},
    {"unique", WordUse::reserved},
    {"update", WordUse::reserved},
    {"using", WordUse::reserved},
    {"values", WordUse::reserved},
    {"when", WordUse::reserved},
    {"where", WordUse::reserved},
    {"window", WordUse::loaded},
});
constexpr std::size_t longest_keyword = 17;

WordUse use_of(std::string_view word) {
  if (word.size() < 2 || word.size() > longest_keyword) return WordUse::free;
  std::array<char, longest_keyword> folded;
  std::ranges::transform(word, folded.begin(), [](char c) { return ascii_lower(c); });
  const std::string_view key(folded.data(), word.size());
  // By first letter, then one by one: of the few that share it, sizes part nearly all.
  const auto same_letter = std::ranges::equal_range(
      keywords, key.front(), {}, [](const Keyword& keyword) { return keyword.word.front(); });
  const auto found = std::ranges::find(same_letter, key, &Keyword::word);
  return found != same_letter.end() ? found->use : WordUse::free;
}

bool is_plain_word(std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  return tokens.size() == 1 && tokens[0].kind == TokenKind::word && tokens[0].text == text;
}

}  // namespace

bool can_be_name(std::string_view word) { return use_of(word) != WordUse::reserved; }

bool can_be_type(std::string_view word) {
  const WordUse use = use_of(word);
  return use == WordUse::free || use == WordUse::loaded;
}

bool needs_quotes(std::string_view text) {
  return !is_plain_word(text) || use_of(text) != WordUse::free;
}

}  // namespace plumbline
