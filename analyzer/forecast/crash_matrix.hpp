#pragma once
// Every point at which a migration can stop, tried: what status says there, what repair makes of
// it, and what running the migration again from the top would do.
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "analyzer/analyze.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"
#include "model/request.hpp"
#include "model/trials.hpp"

namespace plumbline {

/// `ambiguous`: the points that status names lead to different data, so nobody can know. `lost`:
/// going on from the very statement does not lead to what the migration makes (its rows sat in a
/// TEMP table). Both are refusals in their right place; `refused` is one without such a reason.
enum class FinishOutcome { mended, ambiguous, lost, refused, wrong };
enum class UndoOutcome { restored, refused, wrong };
/// "mended", "restored"; what is wrong in capitals.
std::string to_string(FinishOutcome outcome);
std::string to_string(UndoOutcome outcome);

struct CrashPoint {
  std::string migration;
  int after_statement = 0;  ///< 1-based
  bool named = false;       ///< status lists the point among its cuts
  std::string listed;       ///< where it does not: what it lists
  FinishOutcome finish = FinishOutcome::refused;
  std::string finish_detail;  ///< why refused, or what is wrong
  UndoOutcome undo = UndoOutcome::refused;
  std::string undo_detail;
  RerunOutcome rerun = RerunOutcome::works;
  std::string rerun_detail;
};

struct CrashMatrix {
  std::vector<CrashPoint> points;
  std::size_t clean_states = 0;           ///< boundaries at which status was asked
  std::vector<std::string> false_alarms;  ///< those at which it found something: what
  std::vector<std::string> notes;         ///< tables that could not be filled, statements that fail
};

/// What is asked at every point.
struct CrashQuestions {
  std::function<Report(const std::filesystem::path& database)> status;
  std::function<Planning(const std::filesystem::path& database, RepairMode mode)> repair;
};

/// For a directory of SQL migrations under a log of `log.runner` (Kysely's where it is "auto").
/// Works in a private directory. Throws Error(usage) for a runner whose log it cannot write,
/// Error(unreadable) where the directory cannot be read.
CrashMatrix crash_matrix(const std::filesystem::path& directory, const LogChoice& log,
                         const Options& options);

/// The same for migrations at hand, with anybody's answers.
CrashMatrix crash_matrix(const std::vector<Migration>& migrations, const std::string& runner,
                         const CrashQuestions& questions, const Options& options);

}  // namespace plumbline
