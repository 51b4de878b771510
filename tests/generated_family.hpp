#pragma once
// Databases whose tables hang on each other in every way that foreign keys have, out of a number: a
// live one, in which every reference leads somewhere, and a target that needs some of its tables
// made anew.
#include <cstdint>

#include "tests/generated_schema.hpp"

namespace plumbline {

GeneratedPair generate_family(std::uint64_t seed);

}  // namespace plumbline
