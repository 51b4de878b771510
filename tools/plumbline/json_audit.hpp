#pragma once
// An audit as JSON.
#include <optional>

#include "tools/plumbline/json_values.hpp"

namespace plumbline {

/// Null where there is none.
Json json_of(const std::optional<Audit>& audit);

}  // namespace plumbline
