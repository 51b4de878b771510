#pragma once
// What trying a migration has shown, as numbers: whether one text of it is safer than another.
#include <cstddef>
#include <string>
#include <vector>

#include "model/trials.hpp"

namespace plumbline {

struct Risk {
  std::size_t failures = 0;  ///< runs that fail
  std::size_t wiped = 0;     ///< runs that lose rows which no statement names
  std::size_t loses_rows = 0, other_schema = 0, other_rows = 0, fails = 0;  ///< points
  /// A run again drops rows that were written since the stop. Weighs, but is no reason against a
  /// text: it says so.
  bool drops_later_rows = false;

  bool none() const { return *this == Risk{}; }
  /// Less of something and more of nothing.
  bool is_less_than(const Risk& other) const;
  /// What is worse counts first, however much there is of the rest.
  bool weighs_less_than(const Risk& other) const;
  bool operator==(const Risk&) const = default;
};

/// Of the runs, those count that the runner may do: in its transaction where it is known to put
/// one, else without.
Risk risk_of(const MigrationTrials& trials);

/// Why the migration is still not safe, in words; `own_transaction`: its text has one around all.
std::vector<std::string> what_is_left(const MigrationTrials& trials, bool own_transaction);

}  // namespace plumbline
