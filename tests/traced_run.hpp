#pragma once
// One run of a runner with Kysely's log: a real database, and each statement run on it as an
// application would that catches its errors. Then what it told is held against what it did.
#include <string>
#include <vector>

#include "analyzer/history/recorded/prove_trace.hpp"

namespace plumbline {

/// What was there before, what it ran, and what it told.
struct TellingRun {
  std::string before;
  std::string ran;
  std::string told = {};         ///< empty: what it ran
  std::string opened_with = {};  ///< settings of its connection that nobody told
};

ProvenRun proven(const TellingRun& run);

/// The statements that are kept of the only migration; why not, where they are not.
std::vector<std::string> kept(const TellingRun& run);

/// The INSERT of its row in the log.
std::string record_of(const std::string& key);

bool says(const std::vector<std::string>& notes, const std::string& what);

}  // namespace plumbline
