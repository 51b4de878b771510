#pragma once
// Texts as YAML that reads back to the same text, here and in any other YAML reader. Not
// YAML::Emitter: a schema of 1,000 tables takes it more than 80 ms, these functions a tenth of it.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline {

/// Plain where no reader of YAML 1.1 or 1.2 takes it for something else, else in double quotes.
/// Fits a key, a value and a flow collection.
std::string yaml_text(std::string_view text);

/// The same for the value of a key whose line is indented by `indent`: a text of several lines
/// becomes a literal block where that keeps every byte.
std::string yaml_value(std::string_view text, std::size_t indent);

/// "name: ", or "? name\n: " where the name is too long for a simple key, which YAML limits to 1024
/// characters: https://yaml.org/spec/1.2.2/#744-double-quoted-style
std::string yaml_key(std::string_view name, std::size_t indent);

/// Keys that are words of a grammar, values that are YAML already.
using YamlFlow = std::vector<std::pair<std::string_view, std::string>>;
/// { key: value, … }
std::string yaml_flow_map(const YamlFlow& entries);
/// [a, b] of values that are YAML already.
std::string yaml_flow_list(const std::vector<std::string>& items);

}  // namespace plumbline
