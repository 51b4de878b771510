#pragma once
// The migrations of a report line by line, for eyes: what is settled is folded, so that a long
// history leaves room for what is not.
#include <span>
#include <string>
#include <vector>

#include "model/report.hpp"

namespace plumbline {

/// Neighbours on one line: in the same state, with the same flags, and not half-done.
using MigrationRun = std::span<const MigrationStatus>;
std::vector<MigrationRun> runs_of(const std::vector<MigrationStatus>& migrations);

/// "016_api_tokens", or of several "001_init … 015_x".
std::string name_of(MigrationRun run);

/// "partial, 1 of 9 statements applied, not recorded", or of several "15 applied, cosmetic-edit".
std::string state_of(MigrationRun run);

/// The statements that explain a state: all of a migration that is half-done, of the others those
/// that are not as the state has it; none of a folded run.
std::vector<StatementStatus> telling_statements(MigrationRun run);

/// "statement 2 (line 8)"
std::string place_of(const StatementStatus& statement);

/// Where the migrations may have stopped, if that is more than one point and something is to be
/// mended: "016_x after statement 1 of 9 (before line 8): --resume-at 016_x:2".
std::vector<std::string> points_to_choose(const Report& report);

}  // namespace plumbline
