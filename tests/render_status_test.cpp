// What an operator reads of a `status`.
#include <doctest/doctest.h>

#include "tests/status_samples.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

std::string text_of(const Report& report) {
  return render_status_text(report, next_steps(report, "plumbline repair app.db -d migrations"),
                            plain_style());
}

}  // namespace

TEST_CASE("a migration that stopped half-way, as text") {
  CHECK(text_of(stopped_half_way()) ==
        "016_api_tokens stopped after statement 1 of 3: its log row is missing\n"
        "\n"
        "database: app.db\n"
        "log: kysely, _emdash_migrations, 2 recorded\n"
        "\n"
        "  001_init … 015_x: 2 applied\n"
        "! 016_api_tokens: partial, 1 of 3 statements applied, not recorded\n"
        "    migrations/016_api_tokens.sql:8\n"
        "    statement 1 (line 3): applied: table api_tokens is there\n"
        "    statement 2 (line 8): pending: index api_tokens_user is not there\n"
        "    statement 3: data-only\n"
        "  017_y: pending\n"
        "\n"
        "next (prints a proven script, or why there is none, and changes nothing):\n"
        "  to finish it:\n"
        "    plumbline repair app.db -d migrations\n"
        "  to go back to before it:\n"
        "    plumbline repair app.db -d migrations --undo\n"
        "with --apply it locks the database, makes a backup beside it, and runs the script\n");
}

TEST_CASE("a clean database says so, and nothing more than where it stands") {
  Report report = with_state(MigrationState::pending);
  CHECK(text_of(report) ==
        "clean: 1 applied, 1 pending\n"
        "\n"
        "database: app.db\n"
        "log: kysely, _emdash_migrations, 2 recorded\n"
        "\n"
        "  001_init: applied\n"
        "  002: pending\n");
  report.migrations.clear();
  report.logs.clear();
  CHECK(text_of(report) == "clean: no migrations\n\ndatabase: app.db\nlog: none found\n");
}

TEST_CASE("findings come behind the verdict, which counts them where every migration is settled") {
  Report report = with_state(MigrationState::applied);
  report.verdict = Verdict::findings;
  report.findings = {finding_of(Severity::error), finding_of(Severity::warning),
                     finding_of(Severity::error), finding_of(Severity::note)};
  const std::string text = text_of(report);
  CHECK(text.find("2 errors, 1 warning: 2 applied\n\nerror: some-rule: what\n  → do\n") == 0);
}

TEST_CASE("several points that fit are all told, with the flag that names each") {
  Report report = stopped_half_way();
  report.cuts = {{"016_api_tokens", 0}, {"016_api_tokens", 1}, {"016_api_tokens", 3}};
  CHECK(holds(text_of(report),
              "\nit may have stopped at any of these points; where repair cannot find out which, "
              "say it:\n"
              "  016_api_tokens before its first statement (before line 3): --resume-at "
              "016_api_tokens:1\n"
              "  016_api_tokens after statement 1 of 3 (before line 8): --resume-at "
              "016_api_tokens:2\n"
              "  016_api_tokens after statement 3 of 3\n"));
  Report settled = with_state(MigrationState::pending);
  settled.cuts = {{"002", 0}, {"002", 1}};
  CHECK_FALSE(holds(text_of(settled), "may have stopped"));
}

TEST_CASE("neighbours fold, but not over a flag, and not where something is half-done") {
  std::vector<MigrationStatus> migrations;
  for (const char* const id : {"1", "2", "3", "4"}) {
    migrations.push_back(migration_of(id, MigrationState::applied));
  }
  migrations[2].flags = {MigrationFlag::edited, MigrationFlag::out_of_order};
  CHECK(holds(text_of(status_of(migrations)),
              "\n  1 … 2: 2 applied\n  3: applied, edited, out-of-order\n  4: applied\n"));
  for (MigrationStatus& migration : migrations) {
    migration = migration_of(migration.id, MigrationState::recorded_but_absent);
    migration.recorded = true;
  }
  CHECK(holds(text_of(status_of(migrations)), "\n! 1 … 4: 4 recorded-but-absent\n\nnext"));
  migrations.pop_back();
  CHECK(holds(text_of(status_of(migrations)),
              "\n! 1: recorded-but-absent, 0 of 3 statements applied, recorded\n"
              "    migrations/1.sql\n! 2: "));
}

TEST_CASE("a long stretch of statements with one verdict is shortened") {
  Report report = stopped_half_way();
  MigrationStatus& migration = report.migrations[2];
  migration.verdicts.clear();
  for (int i = 1; i <= 20; ++i) {
    const bool done = i <= 7;
    migration.verdicts.push_back(
        {i, 10 * i, done ? StatementVerdict::applied : StatementVerdict::pending, ""});
  }
  const std::string text = text_of(report);
  CHECK(holds(text, "    statement 4 (line 40): applied\n"));
  CHECK(holds(text,
              "    statement 10 (line 100): pending\n    … 7 more: pending\n"
              "    statement 18 (line 180): pending\n"));
  CHECK_FALSE(holds(text, "statement 11 "));
}

TEST_CASE("of a migration that is recorded, the statements that have not run explain it") {
  Report report = with_state(MigrationState::recorded_but_absent);
  report.migrations[1].verdicts = half_done().verdicts;
  const std::string text = text_of(report);
  CHECK_FALSE(holds(text, "statement 1 "));
  CHECK(holds(text, "    statement 2 (line 8): pending: index api_tokens_user is not there\n"));
}

TEST_CASE("a status as Markdown") {
  const Report report = stopped_half_way();
  CHECK(render_status_markdown(report, {{"to finish it", "plumbline repair app.db -d m"}}) ==
        "**app.db:** 016\\_api\\_tokens stopped after statement 1 of 3: its log row is missing\n"
        "\n"
        "log: kysely, \\_emdash\\_migrations, 2 recorded\n"
        "\n"
        "| migration | state | file |\n"
        "|---|---|---|\n"
        "| 001\\_init … 015\\_x | 2 applied |  |\n"
        "| 016\\_api\\_tokens | partial, 1 of 3 statements applied, not recorded | "
        "migrations/016\\_api\\_tokens.sql |\n"
        "| 017\\_y | pending | migrations/017\\_y.sql |\n"
        "\n"
        "**016\\_api\\_tokens**\n"
        "\n"
        "| statement | line | verdict | evidence |\n"
        "|--:|--:|---|---|\n"
        "| 1 | 3 | applied | table api\\_tokens is there |\n"
        "| 2 | 8 | pending | index api\\_tokens\\_user is not there |\n"
        "| 3 |  | data\\-only |  |\n"
        "\n"
        "Next, to finish it:\n"
        "\n"
        "    plumbline repair app.db -d m\n");
}

TEST_CASE("names of migrations, files and tables cannot write lines of their own") {
  Report report = stopped_half_way();
  const std::string evil = "x\n\x1b[2J::error::y|";
  MigrationStatus& migration = report.migrations[2];
  migration.id = migration.file = migration.verdicts[0].evidence = evil;
  report.database.path = evil;
  report.logs = {{evil, evil, 1}};
  report.cuts = {{evil, 1}, {evil, 2}};
  Command command;
  command.sources = {evil};
  command.migrations = evil;
  const auto steps = next_steps(report, repair_words(command));
  for (const std::string& text :
       {render_status_text(report, steps, plain_style()), render_status_markdown(report, steps),
        render_report_github(report)}) {
    CHECK_FALSE(holds(text, "\x1b"));
    CHECK_FALSE(holds(text, "\n::error::"));
    CHECK_FALSE(holds(text, "x\n"));
  }
}

}  // namespace plumbline
