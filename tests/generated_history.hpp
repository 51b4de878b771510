#pragma once
// Histories of migrations out of a number: what teams write in their migration files, mixed as only
// chance would mix it. Values come from a small stock, so that rows are often equal to other rows.
#include <cstdint>
#include <string>
#include <vector>

namespace plumbline {

/// Each migration is a list of statements; on empty tables all of them run, one after another.
struct GeneratedHistory {
  std::vector<std::vector<std::string>> migrations;
  bool foreign_keys = true;  ///< as the application has them
};

/// The same seed gives the same history at every run.
GeneratedHistory generate_history(std::uint64_t seed);

}  // namespace plumbline
