#include "analyzer/forecast/crash_matrix.hpp"

#include <fstream>

#include "analyzer/forecast/crash_log.hpp"
#include "analyzer/forecast/judge_crash.hpp"
#include "analyzer/forecast/run_migration.hpp"
#include "analyzer/forecast/staged_databases.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

class MatrixMaker {
 public:
  MatrixMaker(std::string runner, const CrashQuestions& questions, const Options& options)
      : runner_(std::move(runner)),
        questions_(questions),
        options_(options),
        directory_(PrivateDirectory::make()),
        // The third row of a table is one that was left at its defaults and NULLs.
        stages_({{3, "tried without rows at their defaults and NULLs"},
                 {2, "tried without made-up rows"},
                 {0, "it does not run"}},
                runner_, options),
        before_(directory_.path() / "before.db"),
        after_(directory_.path() / "after.db") {}

  CrashMatrix make(const std::vector<Migration>& migrations) {
    for (const Migration& migration : migrations) {
      if (!migration.has_sql) {
        matrix_.notes.push_back(migration.id + " is not SQL: left out, and all behind it");
        break;
      }
      stages_.fill(migration.id, matrix_.notes);
      if (!stages_.settle(migration, matrix_.notes)) break;
      lay_out();
      stop_everywhere(migration);
      stages_.move_on(migration);
    }
    return std::move(matrix_);
  }

 private:
  /// The fullest database on which the migration runs, as a file.
  void lay_out() {
    std::ofstream(before_).close();  // an empty file is an empty database
    copy_pages(stages_.fullest(), open_scratch(before_, options_));
  }

  void stop_everywhere(const Migration& migration) {
    const CleanRun run = clean_run(migration);
    for (std::size_t after = 1; after <= migration.up.size(); ++after) {
      matrix_.points.push_back(judge_crash(run, after, questions_, options_, directory_.path()));
    }
    ask_behind(migration);
  }

  /// From before_ to after_.
  CleanRun clean_run(const Migration& migration) {
    copy_database(before_, after_);
    const Connection connection = open_scratch(after_, options_);
    CleanRun run{migration, before_, contents_of(connection), {}, {}, {}, {}, {}};
    const auto look = [&] { run.schemas.push_back(schema_contents_of(connection)); };
    look();
    run.lasting_points = lasting_points(connection, migration, look);
    if (connection.in_transaction()) connection.execute("COMMIT");
    run.contents_unrecorded = contents_of(connection);
    record_in_log(connection, runner_, migration);
    run.contents_after = contents_of(connection);
    run.varying = columns_that_vary(run.contents_after, in_another_world(migration));
    return run;
  }

  /// The same run on a shadow, whose clock stands still in another year and whose random numbers
  /// are others.
  DatabaseContents in_another_world(const Migration& migration) {
    const Shadow shadow = shadow_of(open_scratch(before_, options_), std::nullopt);
    shadow.connection.execute(options_.foreign_keys ? "PRAGMA foreign_keys=ON"
                                                    : "PRAGMA foreign_keys=OFF");
    run_whole(shadow.connection, migration);
    record_in_log(shadow.connection, runner_, migration);
    return contents_of(shadow.connection);
  }

  void ask_behind(const Migration& migration) {
    ++matrix_.clean_states;
    const auto alarm = [&](const std::string& what) {
      matrix_.false_alarms.push_back("behind " + migration.id + ": " + what);
    };
    try {
      const Report report = questions_.status(after_);
      for (const Finding& finding : report.findings) {
        if (finding.severity == Severity::error) alarm(finding.rule + ": " + finding.message);
      }
      if (report.verdict != Verdict::clean) alarm("the verdict is not clean");
    } catch (const Error& error) {
      alarm(error.what());
    }
  }

  std::string runner_;
  const CrashQuestions& questions_;
  const Options& options_;
  PrivateDirectory directory_;
  StagedDatabases stages_;
  fs::path before_, after_;
  CrashMatrix matrix_;
};

}  // namespace

CrashMatrix crash_matrix(const std::vector<Migration>& migrations, const std::string& runner,
                         const CrashQuestions& questions, const Options& options) {
  return MatrixMaker(runner, questions, options).make(migrations);
}

}  // namespace plumbline
