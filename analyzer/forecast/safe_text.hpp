#pragma once
// A migration that is not safe, rewritten so that it can stop anywhere and run again, and so that
// rows do not stop it. Nothing is proposed that was not run.
#include <functional>
#include <optional>
#include <string>

#include "analyzer/sqlite/connection.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"
#include "model/trials.hpp"

namespace plumbline {

struct SafeTextInput {
  const Migration& migration;
  const std::string& file;        ///< the text of its file; empty where there is none
  const MigrationTrials& trials;  ///< of the migration as it is
  const Connection& empty;        ///< the database before it, without made-up rows …
  const Connection& filled;       ///< … and with them
  const Options& options;
  std::function<MigrationTrials(const Migration&)> try_instead;
};

/// The text with the fewest changes that leaves the least at risk; nothing where none is safer.
/// Without a crash it leads to the same schema and rows as the original: that is tried on `empty`
/// and `filled`. Comments and all that is not changed stay as they are.
std::optional<SafeText> safe_text(const SafeTextInput& input);

}  // namespace plumbline
