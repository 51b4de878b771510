#pragma once
// Every point at which a migration can stop, tried: what status says there, what repair makes of
// it, and what running the migration again from the top would do.
#include <filesystem>
#include <string>
#include <vector>

#include "model/options.hpp"
#include "model/request.hpp"

namespace plumbline {

enum class FinishOutcome { mended, ambiguous, refused, wrong };
enum class UndoOutcome { restored, refused, wrong };
enum class RerunOutcome { works, fails, other_schema, loses_rows, other_rows };

struct CrashPoint {
  std::string migration;
  int after_statement = 0;  ///< 1-based
  bool named = false;       ///< status lists the point among its cuts
  FinishOutcome finish = FinishOutcome::refused;
  UndoOutcome undo = UndoOutcome::refused;
  RerunOutcome rerun = RerunOutcome::works;
  std::string detail;  ///< why refused, what is wrong, or the error of the re-run
};

struct CrashMatrix {
  std::vector<CrashPoint> points;
  std::size_t clean_states = 0;           ///< boundaries at which status was asked
  std::vector<std::string> false_alarms;  ///< those at which it found something: what
  std::vector<std::string> notes;         ///< tables that could not be filled, statements that fail
};

/// For a directory of SQL migrations under a log of `log.runner` (a plain two-column log where it
/// is "auto"). Works in a private directory.
CrashMatrix crash_matrix(const std::filesystem::path& directory, const LogChoice& log,
                         const Options& options);

}  // namespace plumbline
