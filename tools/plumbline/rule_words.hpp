#pragma once
// Names of rules, as people write them down.
#include <string>
#include <string_view>

namespace plumbline {

bool is_rule(std::string_view name);

/// "there is no rule "half-done"; did you mean …": what to say of a name that is none.
std::string no_such_rule(const std::string& name);

}  // namespace plumbline
