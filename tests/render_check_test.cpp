// What a person reads of a `check`.
#include <doctest/doctest.h>

#include "tests/check_samples.hpp"
#include "tests/status_samples.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

std::string text_of(const Report& report, const Command& command = check_command()) {
  return render_check_text(report, next_steps_of_check(report, command), plain_style());
}

/// Its first line.
std::string verdict_on(const Report& report) {
  const std::string text = text_of(report);
  CHECK(text.starts_with(headline_of_check(report) + "\n"));
  return headline_of_check(report);
}

}  // namespace

TEST_CASE("a deploy that fails, as text") {
  Report report = foretold_failure();
  report.accepted = accepted_findings();
  CHECK(text_of(report) ==
        "the next deploy of app.db fails: statement 1 of 016_api_tokens "
        "(migrations/016_api_tokens.sql:3): table \"_emdash_api_tokens\" already exists\n"
        "\n"
        "error: deploy-fails: migrations/016_api_tokens.sql:3: the next start fails at statement "
        "1\n"
        "  → do something about it\n"
        "\n"
        "statement 1 of 016_api_tokens (migrations/016_api_tokens.sql:3):\n"
        "    CREATE TABLE _emdash_api_tokens ( id TEXT PRIMARY KEY, name TEXT NOT NULL )\n"
        "\n"
        "the next start runs: 016_api_tokens, and stops there\n"
        "database: app.db\n"
        "log: kysely, _emdash_migrations, 2 recorded\n"
        "migrations: 1 applied, 2 pending\n"
        "\n"
        "accepted: 2 findings\n"
        "  rerun-fails: migrations/001_init.sql:5: a second run fails (migrations/001_init.sql:4: "
        "it has run everywhere)\n"
        "  drops-column: migrations/001_init.sql:5: drops a column (plumbline.yaml:9)\n"
        "\n"
        "next:\n"
        "  to see what is unsafe in the migrations, and how they would be safe:\n"
        "    plumbline lint migrations\n");
}

TEST_CASE("losses stand in a table, those that no statement says first") {
  const std::string text = text_of(foretold_losses());
  CHECK(holds(text,
              "\nwhat is lost:\n"
              "  12430 rows of messages    by cascade     statement 4 of 017_scopes "
              "(migrations/017_scopes.sql:12)\n"
              "  1 value of posts.user_id  by set-null    statement 4 of 017_scopes "
              "(migrations/017_scopes.sql:12)\n"
              "  17 rows of users          by drop-table  statement 4 of 017_scopes "
              "(migrations/017_scopes.sql:12)\n\n"));
  CHECK(holds(text, "\nthe next start runs: 016_api_tokens, 017_scopes\n"));
}

TEST_CASE("the verdict is one line for every outcome") {
  CHECK(verdict_on(foretold(ForecastOutcome::succeeds)) ==
        "the next deploy of app.db succeeds: 2 migrations run, nothing is lost");
  CHECK(verdict_on(foretold(ForecastOutcome::nothing_to_run)) ==
        "the next deploy of app.db has nothing to run");
  Report on_rows = foretold_failure();
  on_rows.forecast->failure->message = "NOT NULL constraint failed: users.mail";
  on_rows.forecast->failure->rows = "3 rows of users: rowid 4, 7, 9";
  CHECK(verdict_on(on_rows).ends_with(
      ": NOT NULL constraint failed: users.mail (3 rows of users: rowid 4, 7, 9)"));
  CHECK(verdict_on(foretold_losses()) ==
        "the next deploy of app.db loses 12430 rows of messages (statement 4 of 017_scopes, by "
        "cascade) and 2 more losses");
  CHECK(verdict_on(foretold_drift()) ==
        "the next deploy of app.db ends in another schema than declared: 1 difference");
  Report named = foretold_drift();
  named.to = "schema.sql";
  CHECK(verdict_on(named) ==
        "the next deploy of app.db ends in another schema than that of schema.sql: 1 difference");
  Report unknown = foretold(ForecastOutcome::not_run);
  CHECK(verdict_on(unknown) == "the next deploy of app.db cannot be foretold");
  unknown.forecast->why = "016_api_tokens is a program";
  CHECK(verdict_on(unknown) ==
        "the next deploy of app.db cannot be foretold: 016_api_tokens is a program");
  unknown.forecast.reset();
  CHECK(verdict_on(unknown) == "the next deploy of app.db cannot be foretold");
}

TEST_CASE("a success says what runs, what is lost, and what else is wrong") {
  Report report = foretold(ForecastOutcome::succeeds);
  report.forecast->steps = {"schema.sql", "016_api_tokens"};
  CHECK(verdict_on(report) ==
        "the next deploy of app.db succeeds: schema.sql and 1 migration run, nothing is lost");
  report.forecast->steps = {"schema.sql"};
  CHECK(verdict_on(report) ==
        "the next deploy of app.db succeeds: schema.sql runs, nothing is lost");
  report.forecast->losses = {foretold_losses().forecast->losses[0]};
  CHECK(
      verdict_on(report) ==
      "the next deploy of app.db succeeds: schema.sql runs, and what may be lost is lost: 17 rows "
      "of users");
  report.forecast->losses.clear();
  report.findings = {finding_of(Severity::note)};
  CHECK_FALSE(holds(verdict_on(report), "look at"));
  report.findings.push_back(finding_of(Severity::warning));
  CHECK(verdict_on(report).ends_with(", nothing is lost; 1 warning to look at"));
  CHECK_FALSE(stops_the_deploy(report));
  report.findings.push_back(finding_of(Severity::error));
  CHECK(verdict_on(report).ends_with(", nothing is lost; yet 1 error, 1 warning to look at"));
  CHECK(stops_the_deploy(report));
  report.migrations.push_back(half_done());
  CHECK(verdict_on(report).ends_with(
      "; yet 016_api_tokens is half-done: 1 of 3 statements applied: its log row is missing"));
}

TEST_CASE("what a policy has accepted stops no deploy, and is told all the same") {
  Report report = foretold_failure();
  CHECK(stops_the_deploy(report));
  report.accepted = {{report.findings[0], "plumbline.yaml:9", "we know"}};
  report.findings.clear();
  CHECK_FALSE(stops_the_deploy(report));
  CHECK(verdict_on(report).ends_with("already exists; accepted"));
}

TEST_CASE("rows that go before a failure are told as that") {
  Report report = foretold_failure();
  report.forecast->losses = foretold_losses().forecast->losses;
  CHECK(holds(text_of(report), "\nwhat is lost before it stops:\n  12430 rows of messages "));
}

TEST_CASE("findings come gravest first") {
  Report report = foretold(ForecastOutcome::succeeds);
  report.findings = {finding_of(Severity::note), finding_of(Severity::error)};
  const std::string text = text_of(report);
  CHECK(text.find("error: some-rule") < text.find("note: some-rule"));
}

TEST_CASE(
    "drift: what is declared and missing behind the deploy, or where that is not known, now") {
  CHECK(holds(text_of(foretold_drift()),
              "\nwhat would differ from the declared schema:\n\nindex tokens_hash on tokens\n"
              "  + missing: CREATE INDEX tokens_hash ON tokens(hash)\n\n"));
  Report today = foretold(ForecastOutcome::nothing_to_run);
  today.changes = foretold_drift().forecast->drift;
  today.to = "schema.sql";
  CHECK(holds(text_of(today),
              "\nwhat differs today from the schema of schema.sql:\n\nindex tokens_hash"));
  // With pending migrations a difference is what they are there for.
  Report pending = foretold(ForecastOutcome::succeeds);
  pending.changes = today.changes;
  CHECK_FALSE(holds(text_of(pending), "differ"));
}

TEST_CASE("of the migrations only those are told that have something to tell") {
  Report report = foretold(ForecastOutcome::succeeds);
  report.migrations[0].flags = {MigrationFlag::edited};
  CHECK(holds(text_of(report), "migrations: 1 applied, 2 pending\n  001_init: applied, edited\n"));
  CHECK_FALSE(holds(text_of(report), "016_api_tokens: pending"));
  report = stopped_half_way();
  report.forecast = foretold_failure().forecast;
  const std::string text = text_of(report);
  CHECK(holds(text, "migrations: 2 applied, 1 pending, 1 partial\n! 016_api_tokens: partial"));
  CHECK(holds(text, "    statement 2 (line 8): pending: index api_tokens_user is not there\n"));
}

TEST_CASE("a forecast on a sample says so, a long one is folded, a statement is shortened") {
  Report report = foretold_failure();
  report.forecast->rows = "sample";
  CHECK(holds(text_of(report),
              "stops there\ntried on the first rows of each table only: others may behave "
              "otherwise\n"));
  report.forecast->steps = {"1", "2", "3", "4", "5", "6", "7"};
  CHECK(holds(text_of(report), "the next start runs: 1, 2, 3 … 7 (7 in all), and stops there\n"));
  report.forecast->failure->place.sql = "SELECT '" + std::string(400, 'x') + "'";
  CHECK(holds(text_of(report), "\n    SELECT '" + std::string(232, 'x') + "…\n"));
}

TEST_CASE("the place of a statement that is none, or of a file that is its own step") {
  const StatementPlace commit{"016", "migrations/016.sql", 0, 0, "COMMIT"};
  CHECK(told(commit) == "016 behind its last statement (migrations/016.sql)");
  const StatementPlace file{"schema.sql", "schema.sql", 3, 12, ""};
  CHECK(told(file) == "statement 3 of schema.sql (line 12)");
  CHECK(told({"016", "", 2, 0, ""}) == "statement 2 of 016");
}

TEST_CASE("no name in a report writes lines of its own") {
  const std::string text = text_of(hostile_report());
  CHECK_FALSE(holds(text, "\n::error"));
  CHECK_FALSE(holds(text, "\x1b"));
  CHECK_FALSE(holds(text, "\xe2\x80\xae"));
}

}  // namespace plumbline
