#pragma once
// A migration tried in the plainest way: what rewriting it is measured by in tests.
#include <string>
#include <vector>

#include "analyzer/forecast/safe_text.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

/// The database that a migration finds, without made-up rows and with three in each table.
struct Found {
  Shadow empty, filled;
};
Found found_behind(const std::string& sql);

Migration migration_of(const std::string& text, TransactionMode mode);

/// Runs, with foreign keys on, and a run again behind every statement at which it can stop.
MigrationTrials small_trial(const Migration& migration, const Found& found);

/// What is proposed for `text` on a database that `before` made.
std::optional<SafeText> proposal(const std::string& before, const std::string& text,
                                 TransactionMode mode = TransactionMode::none,
                                 const Options& options = {});

}  // namespace plumbline
