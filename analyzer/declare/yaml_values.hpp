#pragma once
// What a place of a grammar expects, asked of a YAML tree: every function throws Error(bad_yaml)
// at the node that is something else. `what` is the place's name in messages.
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/declare/yaml_tree.hpp"

namespace plumbline {

/// A map with no other keys than these; for an unknown one the message names the nearest.
void expect_map(const YamlNode& node, const std::string& what,
                std::initializer_list<std::string_view> known_keys);
/// A map whose keys are names of the user's.
const std::vector<YamlEntry>& entries_of(const YamlNode& node, const std::string& what);
const std::vector<YamlNode>& items_of(const YamlNode& node, const std::string& what);

/// Any scalar but null, as it is written: `type: 1` is the text "1".
const std::string& text_of_scalar(const YamlNode& node, const std::string& what);
/// true or false, not in quotes.
bool bool_of_scalar(const YamlNode& node, const std::string& what);
/// SQLite keeps user_version and application_id as signed 32-bit numbers:
/// https://sqlite.org/fileformat2.html#database_header
std::int32_t integer_of_scalar(const YamlNode& node, const std::string& what);

/// Null where the key is not there.
const YamlNode* find_value(const YamlNode& map, std::string_view key);
const YamlNode& need_value(const YamlNode& map, const std::string& key);
std::optional<std::string> find_text(const YamlNode& map, const std::string& key);
/// The text of a key that must be there.
std::string need_text(const YamlNode& map, const std::string& key);
/// False where the key is not there.
bool find_bool(const YamlNode& map, const std::string& key);

/// "did you mean "x"? " where one of the words is close enough for a slip of the fingers, or
/// nothing.
std::string hint_for(const std::string& word, const std::vector<std::string_view>& known);

/// "a, b, c"
std::string listed(const std::vector<std::string_view>& words);

}  // namespace plumbline
