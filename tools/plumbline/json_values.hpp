#pragma once
// What the JSON answers have in common. Only the JSON renderers include this.
#include <nlohmann/json.hpp>
#include <string>

#include "model/finding.hpp"
#include "model/report.hpp"

namespace plumbline {

using Json = nlohmann::ordered_json;

/// Two spaces of indent, a newline at the end, U+FFFD for what is not UTF-8.
std::string to_text(const Json& json);

Json json_of(const ObjectRef& object);
Json json_of(const DatabaseFacts& facts);
Json json_of(const Change& change);

}  // namespace plumbline
