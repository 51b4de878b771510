#pragma once
// All databases of a fleet, asked by several threads, with an answer that does not depend on which
// of them was faster.
#include <functional>
#include <string>
#include <vector>

#include "analyzer/progress.hpp"
#include "tools/plumbline/fleet/ask_database.hpp"

namespace plumbline {

struct FleetWork {
  std::vector<std::string> files;  ///< sorted
  std::map<std::string, FleetAnswer>
      known;            ///< of an earlier run: their states are not asked again
  bool stamps = false;  ///< the files are to be recognised later
  int jobs = 1;
};

/// Called for each file as soon as all before it are done, in their order; `answer` is null where
/// there is none. Never by two threads at once.
using OnFile = std::function<void(const FleetFile& file, const FleetAnswer* answer)>;

/// Each file's schema and log are looked at; what else is asked is asked of the first file of each
/// state, and of every file where rows have a say. A file that cannot be answered is told with its
/// error. Behind the deadline, or where that was ended, the fleet is not complete.
///
/// Throws Error(usage) for what is wrong with the question itself, and what `on_file` throws.
Fleet ask_fleet(const FleetWork& work, const FleetQuestion& question, const OnFile& on_file,
                const OnProgress& on_progress);

}  // namespace plumbline
