#pragma once
// Which migrations, which log and which goal the user named: what `status` and `repair -d` need
// besides the options.
#include <optional>
#include <string>
#include <vector>

namespace plumbline {

/// Where the log of a migration runner is, as far as the user said so.
struct LogChoice {
  std::string runner = "auto";
  std::string table;
  std::string key_column;
};

/// Which of its goals a repair was given; `unstated` means `finish`.
enum class RepairMode { unstated, finish, through, undo, log_only, to };

/// --resume-at 0007:3: the migration and the 1-based statement to go on from.
struct ResumePoint {
  std::string migration;
  int statement = 0;
};

/// What `check` is to look at; all but the database may be missing.
struct CheckRequest {
  std::string migrations;  ///< the directory
  LogChoice log;
  std::vector<std::string> startup;  ///< files of SQL and the word "migrations", in order
  std::string target;                ///< the declared schema
};

struct AuditRequest {
  CheckRequest check;
  std::string since;  ///< an older snapshot; may be empty
};

struct RepairRequest {
  RepairMode mode = RepairMode::finish;
  std::string migrations;  ///< the directory
  LogChoice log;
  std::string through;                   ///< for RepairMode::through
  std::string target;                    ///< for RepairMode::to
  std::optional<ResumePoint> resume_at;  ///< where the operator says that it stopped
};

}  // namespace plumbline
