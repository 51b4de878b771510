#include "analyzer/forecast/rows_safe_text.hpp"

#include <algorithm>

#include "analyzer/diff/diff.hpp"
#include "analyzer/plan/draft_plan.hpp"
#include "analyzer/reconcile/replay.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

bool loses_something(const Draft& draft) {
  return std::ranges::any_of(draft.steps, [](const Step& step) {
    return std::ranges::any_of(
        step.statements, [](const Statement& statement) { return !statement.hazards.empty(); });
  });
}

class Replacer {
 public:
  Replacer(const Connection& empty, const Connection& filled, const Options& options)
      : empty_(shadow_of(empty, options.deadline)),
        filled_(shadow_of(filled, options.deadline)),
        options_(options) {
    set_keys(empty_.connection);
    set_keys(filled_.connection);
  }

  std::optional<RowsSafeText> run(const MigrationText& text) {
    result_.text = text;
    for (TextPiece& piece : result_.text.pieces) {
      if (run_on(empty_, piece.sql)) return std::nullopt;
      if (!run_on(filled_, piece.sql)) continue;
      if (!replace(piece)) return std::nullopt;
    }
    if (result_.rebuilt.empty()) return std::nullopt;
    return std::move(result_);
  }

 private:
  void set_keys(const Connection& connection) const {
    connection.execute(options_.foreign_keys ? "PRAGMA foreign_keys=ON"
                                             : "PRAGMA foreign_keys=OFF");
  }

  static std::optional<SqlFailure> run_on(const Shadow& shadow, const std::string& sql) {
    return run_migration_statement(shadow.connection, sql);
  }

  bool replace(TextPiece& piece) {
    const Schema before = introspect(filled_.connection);
    const Schema after = introspect(empty_.connection);
    const Draft draft = draft_plan({before,
                                    after,
                                    diff(before, after, options_),
                                    filled_.connection,
                                    empty_.connection,
                                    options_,
                                    {}});
    if (!draft.refusals.empty() || draft.steps.empty() || loses_something(draft)) return false;
    const std::string sql = text_of(draft);
    result_.rebuilt.push_back(piece.sql);
    piece = {sql, piece.behind, true};
    return !run_without_keys(sql);
  }

  std::string text_of(const Draft& draft) {
    std::string text;
    for (const Step& step : draft.steps) {
      for (const Statement& statement : step.statements) {
        // Said once: a comment behind ADD COLUMN would be taken for part of the column.
        text += text.empty() ? "-- " + statement.why + "\n" : ";\n";
        text += statement.sql;
      }
    }
    result_.renames_tables |= draft.rebuilds_or_drops;
    return text;
  }

  std::optional<SqlFailure> run_without_keys(const std::string& sql) const {
    const Connection& connection = filled_.connection;
    const bool keys = connection.integer("PRAGMA foreign_keys") == 1;
    connection.execute("PRAGMA foreign_keys=OFF; PRAGMA legacy_alter_table=ON");
    auto failure = connection.try_execute(sql);
    connection.execute("PRAGMA legacy_alter_table=OFF");
    if (keys) connection.execute("PRAGMA foreign_keys=ON");
    return failure;
  }

  Shadow empty_, filled_;
  const Options& options_;
  RowsSafeText result_;
};

}  // namespace

std::optional<RowsSafeText> rows_safe_text(const MigrationText& text, const Connection& empty,
                                           const Connection& filled, const Options& options) {
  return Replacer(empty, filled, options).run(text);
}

}  // namespace plumbline
