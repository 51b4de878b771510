#pragma once
// Reports of `check` and `lint`, made by hand for the tests of what is made of them.
#include <string>

#include "model/report.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// `plumbline check app.db -d migrations`
Command check_command();

/// On app.db: 001_init is applied; 016_api_tokens and 017_scopes are pending, and run as foretold.
Report foretold(ForecastOutcome outcome);
/// … where statement 1 of 016_api_tokens fails, with the finding on it.
Report foretold_failure();
/// … where 017_scopes deletes rows of two tables, of one by a cascade.
Report foretold_losses();
/// … behind which an index of what is declared is missing.
Report foretold_drift();

/// A finding of the policy's list, and one that a comment in its file accepts.
std::vector<AcceptedFinding> accepted_findings();

/// Three migrations, of which 0002_visits is unsafe and has been rewritten.
Report linted();

/// Text that tries to be more than text wherever it gets to: quotes, newlines, control characters,
/// marks that turn the writing, bytes that are not UTF-8, tags, fences, links, commands.
std::string hostile_text();
/// Every name and every text in it is that.
Report hostile_report();

}  // namespace plumbline
