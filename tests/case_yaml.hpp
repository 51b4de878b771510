#pragma once
// What the files of cases have in common: lists of words and pairs in YAML.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/declare/yaml_values.hpp"

namespace plumbline {

using TextPairs = std::vector<std::pair<std::string, std::string>>;

/// One line of flags, parted at spaces.
std::vector<std::string> words_of(const std::optional<std::string>& line);
std::vector<std::string> texts_of(const YamlNode& list, const std::string& what);
/// Empty where there is no such key.
std::vector<std::string> find_texts(const YamlNode& map, const std::string& key);
TextPairs pairs_of(const YamlNode& map, const std::string& what);
TextPairs find_pairs(const YamlNode& map, const std::string& key);
std::optional<int> find_exit(const YamlNode& map);

}  // namespace plumbline
