// What the rules say of half-done migrations, of rows and of objects.
#include <doctest/doctest.h>

#include "rules/all_rules.hpp"
#include "tests/reconciliations.hpp"

namespace plumbline {

namespace {

Reconciliation half_done(const std::vector<int>& cuts) {
  Reconciliation input = one_migration(MigrationState::partial, 1);
  for (const int cut : cuts) input.cuts.push_back({"016_api_tokens", cut});
  return input;
}

ObjectRef table(const char* name) {
  return {ObjectType::table, Identifier(name), Identifier(name)};
}

}  // namespace

TEST_CASE("clean states have no finding") {
  CHECK(is_silent(Reconciliation{}));
  CHECK(is_silent(clean()));
  CHECK(is_silent(one_migration(MigrationState::pending, 0)));
  Reconciliation strict = clean();
  strict.refuses_edited_files = strict.refuses_unknown_records = true;
  CHECK(is_silent(strict));
}

TEST_CASE("half-done-migration says where it stopped and what the next start does") {
  const Finding finding = only_finding_of("half-done-migration", half_done({1}));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "016_api_tokens stopped after statement 1 of 9; it is not recorded, so the next start runs "
        "it again from the top");
  CHECK(finding.remedy ==
        "repair --finish prints the SQL for the rest of it and its log row, repair --undo the way "
        "back to before it");
  CHECK(finding.file == "migrations/016_api_tokens.sql");
  CHECK(finding.line == 20);
  CHECK(finding.object == ObjectRef{});
}

TEST_CASE("half-done-migration names every point that fits") {
  const auto said = [](const std::vector<int>& cuts) {
    const std::string text = only_finding_of("half-done-migration", half_done(cuts)).message;
    return text.substr(0, text.find(';'));
  };
  CHECK(said({}) == "016_api_tokens is half done: 1 of 9 statements have taken effect");
  CHECK(said({4, 3}) ==
        "016_api_tokens stopped half-way, after statement 3 or 4 of 9 (each of these points fits)");
  CHECK(said({0, 2, 3, 4, 6}) ==
        "016_api_tokens stopped half-way, before its first statement or after statement 2 to 4 or "
        "6 of 9 (each of these points fits)");
  CHECK(said({0}) == "016_api_tokens stopped before its first statement");
  Reconciliation elsewhere = half_done({1});
  elsewhere.cuts.push_back({"017_other", 3});
  CHECK(only_finding_of("half-done-migration", elsewhere)
            .message.starts_with("016_api_tokens stopped after statement 1 of 9;"));
}

TEST_CASE("half-done-migration promises a second run only where it is known") {
  const std::string stopped = "016_api_tokens stopped after statement 1 of 9";
  const auto end_of = [&](const Reconciliation& input) {
    for (const Finding& finding : assess(input)) {
      if (finding.rule == "half-done-migration") return finding.message.substr(stopped.size());
    }
    return std::string("none");
  };
  Reconciliation input = half_done({1});
  input.next_run_refuses = "Kysely refuses";
  CHECK(end_of(input) == "; it is not recorded");
  input = half_done({1});
  input.runner = "";
  CHECK(end_of(input).empty());
  input = half_done({1});
  input.migrations[0].flags = {MigrationFlag::out_of_order};
  CHECK(end_of(input) == "; it is not recorded");
  input = half_done({1});
  input.migrations[0].recorded = true;
  CHECK(end_of(input) == "; it is recorded all the same, so no start will finish it");
  input.migrations[0].flags = {MigrationFlag::dirty};
  CHECK(end_of(input) == "; its record is marked as unfinished");
}

TEST_CASE("half-done-migration does not send to --finish where the record says that it is done") {
  Reconciliation input = half_done({});
  input.migrations[0].recorded = true;
  CHECK(only_finding_of("half-done-migration", input).remedy ==
        "repair --to the directory of migrations makes the objects that are missing; what it does "
        "to rows has to be looked at by hand");
}

TEST_CASE("only-copy comes before every other finding") {
  Reconciliation input = half_done({3});
  input.log_ambiguous = "kysely_migration, d1_migrations";
  input.lost_temp_tables = {Identifier("backup")};
  input.rows_elsewhere = {{Identifier("users"), Identifier("users_new"), 1204, true}};
  const std::vector<Finding> findings = assess(input);
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].rule == "only-copy");
  CHECK(findings[0].severity == Severity::error);
  CHECK(findings[0].message ==
        "table users_new holds the only copy of the rows of users (1204 rows): do not drop it");
  CHECK(findings[0].object == table("users"));
  CHECK(findings[1].rule == "temp-rows-lost");
  CHECK(findings[2].rule == "ambiguous-log");
  CHECK(findings[3].rule == "half-done-migration");
  // Over lost rows nobody is told to finish.
  CHECK(findings[3].remedy ==
        "restore the database from a backup: some of its rows are gone (temp-rows-lost)");
}

TEST_CASE("only-copy is silent where the rows are in both tables, or there are none") {
  Reconciliation input = clean();
  input.rows_elsewhere = {{Identifier("users"), Identifier("users_new"), 5, false},
                          {Identifier("teams"), Identifier("teams_new"), 0, true}};
  CHECK(is_silent(input));
  input.rows_elsewhere[1].rows = 1;
  CHECK(only_finding_of("only-copy", input).message ==
        "table teams_new holds the only copy of the rows of teams (1 row): do not drop it");
}

TEST_CASE("temp-rows-lost sends to the backup") {
  Reconciliation input = clean();
  input.lost_temp_tables = {Identifier("users_backup")};
  const Finding finding = only_finding_of("temp-rows-lost", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "rows sat in the TEMP table users_backup, and it is gone with the connection that made it: "
        "nothing can finish over that");
  CHECK(finding.remedy.starts_with("restore the database from a backup"));
}

TEST_CASE("undecided-point writes the flag for each point") {
  Reconciliation input = clean();
  input.undecided = "statement 2 counts up";
  input.cuts = {{"016_api_tokens", 0}, {"016_api_tokens", 2}, {"016_api_tokens", 9}};
  const Finding finding = only_finding_of("undecided-point", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "it cannot be known from where to go on: statement 2 counts up");
  CHECK(
      finding.remedy ==
      "look at the rows or at the runner's output, then say the point: --resume-at "
      "016_api_tokens:1 where nothing of it has run; --resume-at 016_api_tokens:3 where statement "
      "2 was the last that ran; --resume-at 016_api_tokens:10 where all of it has run");
  input.cuts.clear();
  CHECK(only_finding_of("undecided-point", input)
            .remedy.ends_with("--resume-at M:K, the migration and the statement to go on from"));
}

TEST_CASE("undecided-point lists five points at most, and half-done-migration sends to it") {
  Reconciliation input = half_done({1, 2, 3, 4, 5, 6});
  input.undecided = "statement 2 counts up";
  const std::vector<Finding> findings = assess(input);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].rule == "half-done-migration");
  CHECK(findings[0].remedy ==
        "say with --resume-at where it stopped: nothing else tells (undecided-point)");
  CHECK(findings[1].remedy.find("016_api_tokens:6 where") != std::string::npos);
  CHECK(findings[1].remedy.find("016_api_tokens:7") == std::string::npos);
  CHECK(findings[1].remedy.ends_with("; and so on (6 points fit)"));
}

TEST_CASE("altered-by-hand and masked-create share the altered objects") {
  Reconciliation input = clean();
  input.altered = {{table("users"), "004_mail", "migrations/004_mail.sql", 3, "mail: TEXT", false}};
  const Finding by_hand = only_finding_of("altered-by-hand", input);
  CHECK(by_hand.severity == Severity::error);
  CHECK(by_hand.message == "table users is not as 004_mail leaves it: mail: TEXT");
  CHECK(by_hand.object == table("users"));
  CHECK(by_hand.file == "migrations/004_mail.sql");
  CHECK(by_hand.line == 3);
  input.altered[0].migration = input.altered[0].difference = "";
  CHECK(only_finding_of("altered-by-hand", input).message ==
        "no migration gives table users the form that it has");

  input.altered = {{table("tokens"), "002_auth", "migrations/002_auth.sql", 7, "", true}};
  const Finding masked = only_finding_of("masked-create", input);
  CHECK(masked.severity == Severity::error);
  CHECK(masked.message == "IF NOT EXISTS in 002_auth passed over a table tokens of another form");
  CHECK(masked.line == 7);
}

TEST_CASE("not-replayed repeats what SQLite said, where") {
  Reconciliation input = clean();
  input.not_replayed = {{"005_fn", "migrations/005_fn.sql", 4, "no such function: slug"}};
  const Finding finding = only_finding_of("not-replayed", input);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "a statement of 005_fn fails on an empty database, so what it does is not known: no such "
        "function: slug");
  CHECK(finding.file == "migrations/005_fn.sql");
  CHECK(finding.line == 4);
}

TEST_CASE("unexplained-object is one note with ten names at most") {
  Reconciliation input = clean();
  input.unexplained = {table("a"), {ObjectType::index, Identifier("b"), Identifier("a")}};
  const Finding two = only_finding_of("unexplained-object", input);
  CHECK(two.severity == Severity::note);
  CHECK(two.message == "no migration makes table a, index b: left alone");
  input.unexplained.assign(10, table("t"));
  CHECK(only_finding_of("unexplained-object", input).message.find("more") == std::string::npos);
  input.unexplained.assign(12, table("t"));
  CHECK(only_finding_of("unexplained-object", input)
            .message.ends_with("table t, table t and 2 more: left alone"));
}

}  // namespace plumbline
