// A tool that cries wolf is switched off. Databases with which all is well are asked about, and
// whatever is said of them must really happen.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include "analyzer/analyze.hpp"
#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "model/deploy.hpp"
#include "tests/clean_states.hpp"
#include "tools/plumbline/exit_codes.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

struct Tally {
  std::size_t states = 0;
  std::size_t go_wrong = 0;  ///< in front of a start that fails or loses rows
};

std::string shown(const Report& report) {
  std::string text = render_findings(report.findings, plain_style());
  for (const Change& change : report.changes)
    text += kind_of(change) + ": " + describe(change) + "\n";
  return text;
}

bool has_error(const Report& report) {
  return std::ranges::any_of(
      report.findings, [](const Finding& finding) { return finding.severity == Severity::error; });
}

/// A note is no alarm: a file without statements, what programs make that nobody knows.
bool is_quiet(const Report& report) {
  return report.verdict == Verdict::clean &&
         std::ranges::all_of(report.findings, [](const Finding& finding) {
           return finding.severity == Severity::note;
         });
}

/// The same by bare SQLite.
struct Reality {
  std::string failure;  ///< of SQLite
  Lost lost;            ///< also of tables that merely have another name now
};

Reality what_really_happens(const CleanState& state, const Options& options) {
  const fs::path real = state.database.parent_path() / "real.db";
  fs::copy_file(state.database, real, fs::copy_options::overwrite_existing);
  const auto failure = run_start(real, state.rest, options.foreign_keys);
  return {failure ? failure->message : "", lost_between(state.database, real, {})};
}

std::string object_of(const Loss& loss) {
  return loss.column ? loss.table.text() + "." + loss.column->text() : loss.table.text();
}

/// What is lost in silence, or dropped with a table, must be gone.
void check_losses(const CleanState& state, const Forecast& forecast, const Lost& lost) {
  for (const Loss& loss : forecast.losses) {
    if (!stops_deploy(loss, {})) continue;
    const auto found = lost.find(object_of(loss));
    // Some rows may have been made anew in the place of those that went with their table.
    const bool dropped = loss.cause == LossCause::drop_table;
    CHECK_MESSAGE((found != lost.end() && (dropped || loss.rows <= found->second)), state.name,
                  ": ", object_of(loss), " has not lost ", loss.rows);
  }
}

/// Nothing may be said that does not happen, and a start that fails may not pass.
void ask_before_the_rest(const CleanState& state, const Options& options, Tally& tally) {
  const CheckRequest request{state.all.string(), {state.runner, "", ""}, {}, ""};
  const Report report = check(state.database.string(), request, options);
  const Reality really = what_really_happens(state, options);
  const Forecast& forecast = *report.forecast;
  CHECK_MESSAGE((forecast.failure ? forecast.failure->message : "") == really.failure, state.name);
  check_losses(state, forecast, really.lost);
  const bool goes_wrong =
      forecast.outcome == ForecastOutcome::fails || forecast.outcome == ForecastOutcome::loses_rows;
  CHECK_MESSAGE(has_error(report) == goes_wrong, state.name, ": a false alarm:\n", shown(report));
  CHECK((exit_code_of_check(report, FailOn::error) == exit_code::findings) == goes_wrong);
  if (goes_wrong) ++tally.go_wrong;
}

void ask_with_nothing_to_run(const CleanState& state, const Options& options) {
  if (fs::is_empty(state.up_to_now)) return;
  const CheckRequest request{state.up_to_now.string(), {state.runner, "", ""}, {}, ""};
  const Report report = check(state.database.string(), request, options);
  CHECK_MESSAGE(is_quiet(report), state.name, ", nothing pending:\n", shown(report));
  CHECK(report.forecast->outcome == ForecastOutcome::nothing_to_run);
  CHECK(report.forecast->losses.empty());
}

void compare_with_itself(const CleanState& state, const Options& options, const std::string& file,
                         const std::string& text) {
  const std::string target = (state.database.parent_path() / file).string();
  std::ofstream(target, std::ios::binary) << text;
  const Report report = diff(state.database.string(), target, options);
  // YAML keeps what a schema means, not how it was spelled.
  const bool same = file.ends_with(".yaml") ? !any_drift(report.changes) : report.changes.empty();
  CHECK_MESSAGE((same && report.findings.empty()), state.name, " and its own ", file, ":\n",
                shown(report));
}

void compare_with_itself(const CleanState& state, const Options& options) {
  const Schema schema = load(state.database.string(), options).schema;
  compare_with_itself(state, options, "dump.sql", dump_of(state.database));
  compare_with_itself(state, options, "inspect.sql", render_schema_sql(schema));
  compare_with_itself(state, options, "inspect.yaml", write_schema_yaml(schema, {"app.db", ""}));
}

void ask_everywhere(const fs::path& history, const std::string& runner, bool foreign_keys,
                    Tally& tally) {
  Options options;
  options.foreign_keys = foreign_keys;
  visit_clean_states(history, runner, options, [&](const CleanState& state) {
    ++tally.states;
    ask_before_the_rest(state, options, tally);
    ask_with_nothing_to_run(state, options);
    compare_with_itself(state, options);
  });
}

/// Those of the project, or the one that PLUMBLINE_HISTORY names.
std::vector<fs::path> histories(bool all) {
  if (const char* const named = std::getenv("PLUMBLINE_HISTORY")) return {fs::path(named)};
  std::vector<fs::path> list;
  for (const auto& entry : fs::directory_iterator("snapshots/histories")) {
    const bool long_one = entry.path().filename() == "eighty_releases";
    if (all || !long_one) list.push_back(fs::absolute(entry.path()));
  }
  std::ranges::sort(list);
  return list;
}

struct RunnersDatabase {
  const char* database;  ///< under snapshots/runners/
  const char* migrations;
};

/// As their runners left them, with nothing to run.
constexpr std::array<RunnersDatabase, 30> runners_databases = {{
    {"alembic/app.db", "alembic/versions"},
    {"db-migrate/app.db", "db-migrate/migrations"},
    {"dbmate/app.db", "dbmate/migrations"},
    {"django/app.db", "django"},
    {"drizzle/app.db", "drizzle/migrations"},
    {"drizzle1/app.db", "drizzle1/migrations"},
    {"drizzle1/upgraded_from_0_45.db", "drizzle1/migrations"},
    {"golang-migrate/app.db", "golang-migrate/migrations"},
    {"goose/app.db", "goose/migrations"},
    {"knex/app.db", "knex/migrations"},
    {"knex/steps.db", "knex/migrations"},
    {"kysely/app.db", "kysely/migrations"},
    {"kysely/custom_name.db", "kysely/migrations"},
    {"kysely29/app.db", "kysely29/migrations"},
    {"laravel/app.db", "laravel/migrations"},
    {"laravel/app_step.db", "laravel/migrations"},
    {"liquibase/app.db", "liquibase/changelog.sql"},
    {"liquibase428/app.db", "liquibase428/changelog.sql"},
    {"mikro-orm/app.db", "mikro-orm/migrations"},
    {"postgrator/app.db", "postgrator/migrations"},
    {"prisma/app.db", "prisma/prisma/migrations"},
    {"rails/app.db", "rails/migrate"},
    {"sequel/app_int.db", "sequel/migrations_int"},
    {"sequel/app_ts.db", "sequel/migrations_ts"},
    {"sql-migrate/app.db", "sql-migrate/migrations"},
    {"sqlite-migrate/app.db", "sqlite-migrate/migrations.py"},
    {"typeorm/app.db", "typeorm/migrations"},
    {"umzug/app.db", "umzug/migrations"},
    {"wrangler/app.db", "wrangler/migrations"},
    {"yoyo/app.db", "yoyo/migrations"},
}};

}  // namespace

TEST_CASE("no false alarm: histories at every boundary") {
  const bool all = std::getenv("PLUMBLINE_ALL_STATES") != nullptr;
  Tally tally;
  for (const fs::path& history : histories(all)) {
    INFO(history.string());
    ask_everywhere(history, "kysely", true, tally);
    ask_everywhere(history, "d1", true, tally);
    if (all) ask_everywhere(history, "kysely", false, tally);
  }
  MESSAGE(tally.states, " states, ", tally.go_wrong, " of them before a start that goes wrong");
}

TEST_CASE("no false alarm: databases that runners left") {
  const Options options;
  const PrivateDirectory folder = PrivateDirectory::make();
  for (const auto& [database, migrations] : runners_databases) {
    const std::string name = std::string("snapshots/runners/") + database;
    CheckRequest request;
    request.migrations = std::string("snapshots/runners/") + migrations;
    const Report report = check(name, request, options);
    // Of programs nobody knows what they make, which is worth a note.
    const bool quiet = std::ranges::all_of(
        report.findings, [](const Finding& finding) { return finding.severity == Severity::note; });
    CHECK_MESSAGE((quiet && report.verdict == Verdict::clean), name, ":\n", shown(report));
    CHECK_MESSAGE(report.forecast->outcome == ForecastOutcome::nothing_to_run, name);
    CleanState state;
    state.name = name;
    state.database = folder.path() / "app.db";
    fs::copy_file(name, state.database, fs::copy_options::overwrite_existing);
    compare_with_itself(state, options);
  }
}

}  // namespace plumbline
