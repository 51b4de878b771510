#pragma once
// Databases made from the text of an input.
#include <optional>
#include <string>
#include <string_view>

#include "model/request.hpp"
#include "tools/fuzz/harness.hpp"

namespace plumbline::fuzz {

/// The bytes of the database that the script makes, as far as it runs; nothing where it makes none
/// of a size worth reading.
std::optional<std::string> database_of(std::string_view script);

/// Empty where there is no such part.
std::string_view part_of(const Bundle& bundle, std::string_view name);

/// The first word of the text as --log; "auto" where there is none.
LogChoice log_named_by(std::string_view text);

}  // namespace plumbline::fuzz
