// The one place where the matrix meets the verbs that it tries.
#include "analyzer/forecast/crash_log.hpp"
#include "analyzer/forecast/crash_matrix.hpp"
#include "analyzer/history/files/read_migrations.hpp"

namespace plumbline {

namespace {

Options with_everything_allowed(Options options) {
  options.allow.insert(all_hazards().begin(), all_hazards().end());
  return options;
}

}  // namespace

CrashMatrix crash_matrix(const std::filesystem::path& directory, const LogChoice& log,
                         const Options& options) {
  const std::string word = runner_of_log(log.runner);
  const std::vector<const Runner*> runners = runners_named(word);
  const Runner* runner = runners.empty() ? nullptr : runners.front();
  const Migrations migrations = read_migrations(directory, runner, options);
  const Options allowed = with_everything_allowed(options);

  CrashQuestions questions;
  questions.status = [&](const std::filesystem::path& database) {
    return status(database.string(), directory.string(), log, options);
  };
  questions.repair = [&](const std::filesystem::path& database, RepairMode mode) {
    RepairRequest request;
    request.mode = mode;
    request.migrations = directory.string();
    request.log = log;
    return repair(database.string(), request, allowed).planning;
  };
  return crash_matrix(migrations.list, word, questions, options);
}

}  // namespace plumbline
