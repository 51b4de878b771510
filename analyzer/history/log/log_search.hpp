#pragma once
// What the two ways of finding a log share: to look at every table, or at the one that was named.
#include <vector>

#include "analyzer/history/log/find_log.hpp"

namespace plumbline {

using Runners = std::vector<const Runner*>;

struct Search {
  const Connection& connection;
  const Schema& schema;
  const LogChoice& choice;
  Runners runners;   ///< those that the choice lets through
  bool any = false;  ///< the choice names none
};

inline bool is_homegrown(const Runner& runner) { return runner.name == "homegrown"; }

FoundLog found_at(const Search& search, const Runner& runner, const Identifier& table);
FoundLog homegrown_at(Runner runner, const Identifier& table);
/// Of a known runner, which lives as long as the program: nothing to count.
std::shared_ptr<const Runner> shared(const Runner& runner);

/// Whether the identity of a row can be read at all.
bool can_read_key(const Search& search, const Runner& runner, const Identifier& table);
/// Whether the table has none of the columns that tell the runner's twin.
bool lacks_columns_of_twins(const Runner& runner, const Table& table);
/// Where several fit, their other tables decide: Rails is never without ar_internal_metadata.
void prefer_those_with_side_tables(std::vector<FoundLog>& found);

/// --log-table, and --log-key alone. Both throw Error(failed) as find_logs does.
std::vector<FoundLog> logs_in_named_table(const Search& search);
std::vector<FoundLog> logs_with_key(const Search& search);

}  // namespace plumbline
