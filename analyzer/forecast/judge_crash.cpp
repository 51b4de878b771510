#include "analyzer/forecast/judge_crash.hpp"

#include <algorithm>
#include <set>

#include "analyzer/forecast/judge_rerun.hpp"
#include "analyzer/forecast/run_migration.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

std::string listed(const std::vector<Cut>& cuts) {
  std::string text;
  for (const Cut& cut : cuts) {
    text += (text.empty() ? "" : ", ") + cut.migration + ":" + std::to_string(cut.after_statement);
  }
  return text.empty() ? "no point at all" : text;
}

std::string reasons(const Refused& refused) {
  std::string text;
  for (const Refusal& refusal : refused.refusals) {
    text += (text.empty() ? "" : "; ") + refusal.reason;
  }
  return text;
}

class CrashJudge {
 public:
  CrashJudge(const CleanRun& run, std::size_t after, const CrashQuestions& questions,
             const Options& options, const fs::path& folder)
      : run_(run),
        after_(after),
        lasting_(run.lasting_points[after]),
        questions_(questions),
        options_(options),
        crashed_(folder / "crashed.db"),
        tried_(folder / "tried.db") {}

  CrashPoint judge() {
    point_.migration = run_.migration.id;
    point_.after_statement = static_cast<int>(after_);
    crash();
    ask_status();
    judge_rerun();
    judge_finish();
    judge_undo();
    return point_;
  }

 private:
  /// The connection closes with its transaction still open: SQLite rolls that back, as it does when
  /// the next connection finds a hot journal (https://sqlite.org/lockingv3.html#hot_journals).
  void crash() {
    copy_database(run_.before, crashed_);
    {
      const Connection connection = open_scratch(crashed_, options_);
      run_part(connection, run_.migration, 0, after_);
    }
    contents_ = contents_of(open_scratch(crashed_, options_));
  }

  void ask_status() {
    try {
      const Report report = questions_.status(crashed_);
      point_.named = names_the_point(report);
      if (!point_.named) point_.listed = listed(report.cuts);
    } catch (const Error& error) {
      point_.listed = std::string("status failed: ") + error.what();
    }
  }

  /// A crash inside a transaction of the file's own leaves what was there before its BEGIN; where
  /// that is the top of the migration, "pending" says the same.
  bool names_the_point(const Report& report) const {
    const bool cut = std::ranges::any_of(report.cuts, [&](const Cut& listed) {
      const auto statement = static_cast<std::size_t>(std::max(listed.after_statement, 0));
      return listed.migration == run_.migration.id &&
             (statement == after_ || statement == lasting_);
    });
    const bool pending =
        std::ranges::any_of(report.migrations, [&](const MigrationStatus& migration) {
          return migration.id == run_.migration.id && migration.state == MigrationState::pending;
        });
    return cut || (lasting_ == 0 && pending);
  }

  bool left_no_mark() const {
    return difference(contents_, run_.contents_before, run_.varying).empty();
  }

  void judge_finish() {
    const Asked asked = ask_repair(RepairMode::finish);
    if (asked.refused) {
      point_.finish = kind_of_refusal();
      point_.finish_detail = asked.detail;
      return;
    }
    // Nothing to mend where nothing lasting was done: the runner takes it from the top.
    const bool untouched = asked.statements == 0 && left_no_mark();
    const DatabaseContents& expected = untouched ? run_.contents_before : run_.contents_after;
    point_.finish_detail = fault_of(asked, expected);
    point_.finish = point_.finish_detail.empty() ? FinishOutcome::mended : FinishOutcome::wrong;
  }

  void judge_undo() {
    const Asked asked = ask_repair(RepairMode::undo);
    if (asked.refused) {
      point_.undo = UndoOutcome::refused;
      point_.undo_detail = asked.detail;
      return;
    }
    point_.undo_detail = fault_of(asked, run_.contents_before);
    point_.undo = point_.undo_detail.empty() ? UndoOutcome::restored : UndoOutcome::wrong;
  }

  struct Asked {
    bool refused = false;
    std::size_t statements = 0;
    std::string detail;  ///< why it is refused, or how the script fails
    DatabaseContents contents;
  };

  std::string fault_of(const Asked& asked, const DatabaseContents& expected) const {
    if (!asked.detail.empty()) return asked.detail;
    const std::string differs = difference(asked.contents, expected, run_.varying);
    const bool idle = asked.statements == 0 && !differs.empty();
    return idle ? "nothing was done, but " + differs : differs;
  }

  Asked ask_repair(RepairMode mode) {
    try {
      const Planning planning = questions_.repair(crashed_, mode);
      if (const auto* refused = std::get_if<Refused>(&planning)) {
        return {true, 0, reasons(*refused), {}};
      }
      return run_plan(std::get<Plan>(planning));
    } catch (const Error& error) {
      return {false, 1, std::string("repair failed: ") + error.what(), {}};
    }
  }

  Asked run_plan(const Plan& plan) {
    copy_database(crashed_, tried_);
    const Connection connection = open_scratch(tried_, options_);
    Asked asked{false, plan.statements.size(), "", {}};
    for (std::size_t at = 0; at < plan.statements.size(); ++at) {
      const auto failure = connection.try_execute(plan.statements[at].sql);
      if (!failure) continue;
      asked.detail =
          "statement " + std::to_string(at + 1) + " of the script fails: " + failure->message;
      return asked;
    }
    if (connection.in_transaction()) asked.detail = "the script leaves a transaction open";
    asked.contents = contents_of(connection);
    return asked;
  }

  /// Whether a refusal was the right answer: the points that fit lead to different data, or the
  /// rows that the rest of the migration needs are gone.
  FinishOutcome kind_of_refusal() const {
    // Whatever status lists: these are the points that the schema leaves.
    std::set<std::size_t> points;
    for (const std::size_t point : run_.lasting_points) {
      if (schema_difference(contents_, run_.schemas[point]).empty()) points.insert(point);
    }
    if (!going_on_from(lasting_, run_.contents_unrecorded).empty()) return FinishOutcome::lost;
    const bool doubtful = std::ranges::any_of(points, [&](std::size_t point) {
      const std::string differs = going_on_from(point, run_.contents_unrecorded);
      return !differs.empty() && differs != cannot_go_on;
    });
    return doubtful ? FinishOutcome::ambiguous : FinishOutcome::refused;
  }

  static constexpr const char* cannot_go_on = "cannot go on";

  /// How what comes of it differs from `expected`.
  std::string going_on_from(std::size_t point, const DatabaseContents& expected) const {
    copy_database(crashed_, tried_);
    const Connection connection = open_scratch(tried_, options_);
    repeat_settings(connection, run_.migration, point);
    if (run_part(connection, run_.migration, point, run_.migration.up.size())) {
      return cannot_go_on;
    }
    if (connection.in_transaction()) connection.execute("COMMIT");
    return difference(contents_of(connection), expected, run_.varying);
  }

  void judge_rerun() {
    copy_database(crashed_, tried_);
    std::optional<RunFailure> failure;
    {
      const Connection connection = open_scratch(tried_, options_);
      failure = run_whole(connection, run_.migration);
    }
    const DatabaseContents found = contents_of(open_scratch(tried_, options_));
    const DatabaseContents& expected = run_.contents_unrecorded;
    const bool fewer = rows_in_all(found) < std::min(rows_in_all(contents_), rows_in_all(expected));
    const RerunJudgement judgement =
        failure ? judge_failed_rerun(
                      "statement " + std::to_string(failure->statement) + ": " + failure->message,
                      fewer)
                : plumbline::judge_rerun(found, expected, run_.varying, fewer);
    point_.rerun = judgement.outcome;
    point_.rerun_detail = judgement.detail;
  }

  const CleanRun& run_;
  std::size_t after_;    ///< where it stopped …
  std::size_t lasting_;  ///< … and what of that lasts
  const CrashQuestions& questions_;
  const Options& options_;
  fs::path crashed_, tried_;
  DatabaseContents contents_;
  CrashPoint point_;
};

}  // namespace

CrashPoint judge_crash(const CleanRun& run, std::size_t after_statement,
                       const CrashQuestions& questions, const Options& options,
                       const std::filesystem::path& folder) {
  return CrashJudge(run, after_statement, questions, options, folder).judge();
}

}  // namespace plumbline
