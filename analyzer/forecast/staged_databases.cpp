#include "analyzer/forecast/staged_databases.hpp"

#include <fstream>

#include "analyzer/forecast/crash_log.hpp"
#include "analyzer/forecast/synthesise_rows.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace fs = std::filesystem;

StagedDatabases::StagedDatabases(std::string runner, const Options& options, const fs::path& folder)
    : runner_(std::move(runner)),
      options_(options),
      trial_(folder / "trial.db"),
      // The third row of a table is one that was left at its defaults and NULLs.
      stages_({{folder / "sparse.db", 3, "tried without rows at their defaults and NULLs"},
               {folder / "filled.db", 2, "tried without made-up rows"},
               {folder / "bare.db", 0, "it does not run"}}) {
  for (const Stage& stage : stages_) {
    std::ofstream(stage.file).close();  // an empty file is an empty database
    create_log(open_scratch(stage.file, options_), runner_);
  }
}

bool StagedDatabases::lay_out(const Migration& migration, const fs::path& before,
                              std::vector<std::string>& notes) {
  const Stage* works = nullptr;
  for (auto stage = stages_.rbegin(); stage != stages_.rend(); ++stage) {
    fill(*stage, migration, notes);
    if (const auto failure = failure_on(*stage, migration)) {
      notes.push_back(migration.id + ": statement " + std::to_string(failure->statement) + ": " +
                      failure->message + " (" + stage->without + ")");
      if (works == nullptr) return false;
      copy_database(works->file, stage->file);
    }
    works = &*stage;
  }
  copy_database(works->file, before);
  return true;
}

void StagedDatabases::move_on(const Migration& migration) {
  for (const Stage& stage : stages_) {
    const Connection connection = open_scratch(stage.file, options_);
    run_whole(connection, migration);
    record_in_log(connection, runner_, migration);
  }
}

void StagedDatabases::fill(const Stage& stage, const Migration& migration,
                           std::vector<std::string>& notes) {
  const Connection connection = open_scratch(stage.file, options_);
  const auto failures =
      synthesise_rows(connection, introspect(connection), stage.rows, tables_of_log(runner_));
  for (const NotFilled& failure : failures) {
    const std::string note = "no rows in table " + failure.table.text() + ": " + failure.why;
    if (noted_.insert(note).second) notes.push_back("before " + migration.id + ": " + note);
  }
}

std::optional<RunFailure> StagedDatabases::failure_on(const Stage& stage,
                                                      const Migration& migration) const {
  copy_database(stage.file, trial_);
  return run_whole(open_scratch(trial_, options_), migration);
}

}  // namespace plumbline
