#pragma once
// A guarded script around the statements of a repair, run on a copy of the database and compared
// with what the runner itself would have reached.
#include <string>
#include <vector>

#include "analyzer/mend/work.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/plan.hpp"

namespace plumbline {

struct WorkInput {
  const Connection& live;     ///< a shadow of the live database, as it is
  const Connection& reached;  ///< another, on which the work was done: what the script must lead to
  const std::set<Identifier>& runners_tables;
  std::vector<std::string> header;
  const Options& options;
};

Planning prove_work(const WorkInput& input, Work work);

}  // namespace plumbline
