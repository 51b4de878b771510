#pragma once
// Which migration brought a difference.
#include <vector>

#include "model/audit.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

/// For each of the changes from `before` the last of the migrations, in this order, that makes the
/// same change to the same object when it is run on an empty database; where none makes that very
/// change, the last that changes the same thing of it. Of those that cannot be run there (they
/// alter what no migration makes) what they do to `before` counts, of those without SQL their
/// snapshot.
std::vector<ExplainedChange> explain_changes(const Schema& before,
                                             const std::vector<Change>& changes,
                                             const std::vector<const Migration*>& migrations,
                                             const Options& options);

}  // namespace plumbline
