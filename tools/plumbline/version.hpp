#pragma once

namespace plumbline {

inline constexpr const char* program_version = "0.1.0";

}  // namespace plumbline
