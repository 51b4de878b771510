#include "tools/plumbline/finding_identity.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <vector>

#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A word between its punctuation: "(12," is "(", "12" and ",".
struct Word {
  std::string before, core, after;
};

Word apart(const std::string& text) {
  const std::size_t start = std::min(text.find_first_not_of("(,:;"), text.size());
  const std::size_t end = text.find_last_not_of("),.:;") + 1;
  if (start >= end) return {text, "", ""};
  return {text.substr(0, start), text.substr(start, end - start), text.substr(end)};
}

bool is_number(const std::string& word) {
  const bool digits =
      std::ranges::all_of(word, [](char c) { return is_digit(c) || c == ',' || c == '.'; });
  return digits && !word.empty() && is_digit(word.front());
}

/// "migrations/0007.sql:12" → "0007.sql": where a file lies depends on where the program was
/// started, and its lines move.
std::string without_place(const std::string& word) {
  std::string file = word.substr(word.rfind('/') + 1);
  const std::size_t colon = file.rfind(':');
  if (colon != std::string::npos && is_number(file.substr(colon + 1))) file.resize(colon);
  return file.empty() ? word : file;
}

std::string in_plural(const std::string& word) {
  static const std::map<std::string, std::string> plurals = {{"row", "rows"},
                                                             {"rowid", "rowids"},
                                                             {"value", "values"},
                                                             {"line", "lines"},
                                                             {"statement", "statements"},
                                                             {"duplicate", "duplicates"},
                                                             {"orphan", "orphans"},
                                                             {"point", "points"},
                                                             {"time", "times"},
                                                             {"other", "others"},
                                                             {"has", "have"},
                                                             {"is", "are"},
                                                             {"was", "were"},
                                                             {"does", "do"},
                                                             {"its", "their"},
                                                             {"it", "they"},
                                                             {"holds", "hold"},
                                                             {"goes", "go"}};
  const auto found = plurals.find(word);
  return found == plurals.end() ? word : found->second;
}

bool is_counted(const std::string& plural) {
  constexpr std::array<std::string_view, 10> nouns = {
      "rows",       "rowids",  "values", "lines", "statements",
      "duplicates", "orphans", "points", "times", "others"};
  return std::ranges::find(nouns, plural) != nouns.end();
}

/// "rows 1, 2 and 5 to 9", "statement 3 of 9", "12 more rows"
bool joins_numbers(const std::string& word) {
  constexpr std::array<std::string_view, 5> joints = {"and", "or", "to", "of", "more"};
  return std::ranges::find(joints, word) != joints.end();
}

class Gist {
 public:
  explicit Gist(std::string_view message) {
    std::istringstream in{std::string(message)};
    for (std::string word; in >> word;) words_.push_back(apart(word));
    for (Word& word : words_) word.core = in_plural(without_place(word.core));
  }

  std::string text() {
    // A number is a count beside a noun, or joined to a number that is one.
    counts_.resize(words_.size());
    for (std::size_t i = 0; i < words_.size(); ++i) counts_[i] = is_count(i, -1);
    for (std::size_t i = words_.size(); i-- > 0;) {
      counts_[i] = counts_[i] || is_count(i, 1);
    }
    return joined();
  }

 private:
  bool is_count(std::size_t at, int side) const {
    if (!is_number(words_[at].core)) return false;
    for (std::size_t i = at; step(i, side);) {
      if (is_counted(words_[i].core) || counts_[i]) return true;
      if (!joins_numbers(words_[i].core) && !is_number(words_[i].core)) return false;
    }
    return false;
  }

  bool step(std::size_t& at, int side) const {
    if (side < 0 ? at == 0 : at + 1 >= words_.size()) return false;
    at = side < 0 ? at - 1 : at + 1;
    return true;
  }

  /// Counts, and what joins two of them, as one sign: a list may be longer tomorrow.
  std::string joined() const {
    std::string text;
    bool in_counts = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const bool between =
          in_counts && joins_numbers(words_[i].core) && i + 1 < words_.size() && counts_[i + 1];
      if (counts_[i] || between) {
        if (!in_counts) text += "# ";
        in_counts = true;
        continue;
      }
      in_counts = false;
      text += words_[i].before + words_[i].core + words_[i].after + " ";
    }
    return text;
  }

  std::vector<Word> words_;
  std::vector<bool> counts_;
};

}  // namespace

std::string gist_of(std::string_view message) { return Gist(message).text(); }

std::string full_name_of(const ObjectRef& object) {
  const bool has_table = object.type == ObjectType::index || object.type == ObjectType::trigger;
  const std::string table = object.table.text();
  return name_of(object) + (has_table && !table.empty() ? " on " + table : "");
}

}  // namespace plumbline
