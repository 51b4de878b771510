#pragma once
// The values of a fleet as JSON, and back.
#include <string>

#include "tools/plumbline/fleet/fleet.hpp"
#include "tools/plumbline/json_values.hpp"

namespace plumbline {

/// A document of several lines as one.
std::string on_one_line(const std::string& json);

/// Text, or {"hex": "…"} where it is not UTF-8, so that nothing of a name is lost.
Json json_of_bytes(const std::string& bytes);
std::string bytes_of_json(const Json& json);

Json json_of(const FleetAnswer& answer);
FleetAnswer answer_of_json(const Json& json);

/// The parts of an answer that every format for machines shows.
Json findings_json(const FleetAnswer& answer);
Json steps_json(const FleetAnswer& answer);

std::string to_string(FleetGravity gravity);

}  // namespace plumbline
