#include "tests/case_yaml.hpp"

#include <sstream>

namespace plumbline {

using Texts = std::vector<std::string>;

Texts words_of(const std::optional<std::string>& line) {
  std::istringstream in(line.value_or(""));
  Texts words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Texts texts_of(const YamlNode& list, const std::string& what) {
  Texts texts;
  for (const YamlNode& item : items_of(list, what)) texts.push_back(text_of_scalar(item, what));
  return texts;
}

Texts find_texts(const YamlNode& map, const std::string& key) {
  const YamlNode* const list = find_value(map, key);
  return list == nullptr ? Texts{} : texts_of(*list, key);
}

TextPairs pairs_of(const YamlNode& map, const std::string& what) {
  TextPairs pairs;
  for (const YamlEntry& entry : entries_of(map, what)) {
    pairs.emplace_back(entry.key, text_of_scalar(entry.value, what));
  }
  return pairs;
}

TextPairs find_pairs(const YamlNode& map, const std::string& key) {
  const YamlNode* const pairs = find_value(map, key);
  return pairs == nullptr ? TextPairs{} : pairs_of(*pairs, key);
}

std::optional<int> find_exit(const YamlNode& map) {
  const YamlNode* const code = find_value(map, "exit");
  if (code == nullptr) return std::nullopt;
  return integer_of_scalar(*code, "exit");
}

}  // namespace plumbline
