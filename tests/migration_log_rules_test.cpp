// What the rules say of the log and of what its runner does next.
#include <doctest/doctest.h>

#include "rules/all_rules.hpp"
#include "tests/reconciliations.hpp"

namespace plumbline {

namespace {

Reconciliation flagged(MigrationFlag flag) {
  Reconciliation input = clean();
  input.migrations[0].flags = {flag};
  return input;
}

}  // namespace

TEST_CASE("recorded-but-absent") {
  Reconciliation input = one_migration(MigrationState::recorded_but_absent, 0);
  input.migrations[0].recorded = true;
  const Finding finding = only_finding_of("recorded-but-absent", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "016_api_tokens is recorded, but what it makes is not there: no start will run it again");
  CHECK(finding.remedy ==
        "repair --log-only takes the record away, and the next start, or repair --finish, runs it");
  CHECK(finding.file == "migrations/016_api_tokens.sql");
  CHECK(finding.line == 10);
}

TEST_CASE("recorded-but-absent by a baseline: there is no row to take away") {
  Reconciliation input = one_migration(MigrationState::recorded_but_absent, 0);
  input.migrations[0].recorded = true;
  input.migrations[0].flags = {MigrationFlag::baseline};
  const Finding finding = only_finding_of("recorded-but-absent", input);
  CHECK(finding.message ==
        "016_api_tokens counts as applied by the baseline in the log, but what it makes is not "
        "there: no start will run it");
  CHECK(finding.remedy == "make what is missing: repair --to the directory of migrations");
}

TEST_CASE("an edited migration that runs again is no finding") {
  CHECK(is_silent(flagged(MigrationFlag::runs_again)));
}

TEST_CASE("present-but-unrecorded says what the next start does where it is known") {
  Reconciliation input = one_migration(MigrationState::present_but_unrecorded, 9);
  const Finding finding = only_finding_of("present-but-unrecorded", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "016_api_tokens has run, but it is not recorded, so the next start runs it once more over "
        "what is there");
  CHECK(finding.line == 0);
  input.runner = "";
  CHECK(only_finding_of("present-but-unrecorded", input).message ==
        "016_api_tokens has run, but it is not recorded");
}

TEST_CASE("never-runs, and nothing more about its order") {
  Reconciliation input = one_migration(MigrationState::will_never_run, 0);
  input.runner = "Drizzle";
  input.migrations[0].flags = {MigrationFlag::out_of_order};
  const Finding finding = only_finding_of("never-runs", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "016_api_tokens is not recorded and will never run: Drizzle skips what does not come after "
        "its newest record, without a word");
  CHECK(finding.remedy.starts_with("repair --through 016_api_tokens "));
  CHECK(finding.line == 10);
}

TEST_CASE("cannot-tell says why") {
  Reconciliation input = one_migration(MigrationState::cannot_tell, 9);
  input.migrations[0].verdicts[1] = {2, 20, StatementVerdict::data_only, ""};
  Finding finding = only_finding_of("cannot-tell", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "whether 016_api_tokens has run cannot be told (it is not recorded): statement 2 leaves no "
        "mark in a schema");
  CHECK(finding.remedy.find("--resume-at 016_api_tokens:1 ") != std::string::npos);
  input.migrations[0].verdicts[1].evidence = "users is empty";
  CHECK(only_finding_of("cannot-tell", input).message.ends_with("): statement 2: users is empty"));
  input.migrations[0].verdicts.clear();
  CHECK(only_finding_of("cannot-tell", input)
            .message.ends_with("): log, file and schema do not decide it"));
  input.migrations[0].statements = 0;
  input.migrations[0].recorded = true;
  finding = only_finding_of("cannot-tell", input);
  CHECK(finding.message.ends_with(
      "(it is recorded): there is no SQL of it to hold against the schema"));
  CHECK(finding.remedy.find("`record`") != std::string::npos);
}

TEST_CASE("cannot-tell leaves a missing file to missing-file") {
  Reconciliation input = flagged(MigrationFlag::missing_file);
  input.migrations[0].state = MigrationState::cannot_tell;
  input.migrations[0].file = "";
  Finding finding = only_finding_of("missing-file", input);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "the log records 016_api_tokens, but there is no such migration; Kysely ignores it");
  CHECK(finding.file.empty());
  CHECK(finding.line == 0);
  input.refuses_unknown_records = true;
  finding = only_finding_of("missing-file", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message.ends_with("; Kysely refuses to start"));
}

TEST_CASE("edited-migration is an error where the runner looks") {
  Reconciliation input = flagged(MigrationFlag::edited);
  Finding finding = only_finding_of("edited-migration", input);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "016_api_tokens was edited after it ran: the log has another checksum; Kysely never looks");
  CHECK(finding.file == "migrations/016_api_tokens.sql");
  input.refuses_edited_files = true;
  finding = only_finding_of("edited-migration", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message.ends_with("; Kysely refuses to start"));
}

TEST_CASE("cosmetic-edit is a note") {
  const Finding finding = only_finding_of("cosmetic-edit", flagged(MigrationFlag::cosmetic_edit));
  CHECK(finding.severity == Severity::note);
  CHECK(finding.message ==
        "016_api_tokens differs from what ran in line ends or the end of the file, and in nothing "
        "else");
}

TEST_CASE("dirty-record sends to the log, or out of the half-done migration") {
  Reconciliation input = flagged(MigrationFlag::dirty);
  const Finding finding = only_finding_of("dirty-record", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "the log marks 016_api_tokens as failed or unfinished");
  CHECK(finding.remedy.starts_with("repair --log-only "));
  input.migrations[0].state = MigrationState::partial;
  const std::vector<Finding> findings = assess(input);
  REQUIRE(findings.size() == 2);
  CHECK(findings[1].rule == "dirty-record");
  CHECK(findings[1].remedy == findings[0].remedy);
}

TEST_CASE("duplicate-record") {
  const Finding finding =
      only_finding_of("duplicate-record", flagged(MigrationFlag::duplicate_record));
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message == "the log holds 016_api_tokens more than once");
}

TEST_CASE("lock-left has a finding for each lock") {
  Reconciliation input = clean();
  input.locks = {"kysely_migration_lock: is_locked = 1", "other: is_locked = 1"};
  const std::vector<Finding> findings = only_findings_of("lock-left", input);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].severity == Severity::warning);
  CHECK(findings[0].message ==
        "kysely_migration_lock: is_locked = 1: the runner waits or refuses until it is released");
}

TEST_CASE("runner-refuses") {
  Reconciliation input = clean();
  input.next_run_refuses = "Kysely refuses: 003_x is in its log, and no file is there for it";
  const Finding finding = only_finding_of("runner-refuses", input);
  CHECK(finding.severity == Severity::error);
  CHECK(
      finding.message ==
      "the next start runs nothing: Kysely refuses: 003_x is in its log, and no file is there for "
      "it");
}

TEST_CASE("ambiguous-log asks for --log") {
  Reconciliation input = clean();
  input.log_ambiguous = "d1_migrations, __drizzle_migrations";
  const Finding finding = only_finding_of("ambiguous-log", input);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "more than one table may be the log: d1_migrations, __drizzle_migrations");
  CHECK(finding.remedy.find("--log ") != std::string::npos);
}

TEST_CASE("out-of-order promises a late run only where it is known") {
  Reconciliation input = one_migration(MigrationState::pending, 0);
  input.migrations[0].flags = {MigrationFlag::out_of_order};
  const Finding finding = only_finding_of("out-of-order", input);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "016_api_tokens is not recorded, though newer ones are; the next start runs it, behind "
        "them");
  CHECK(finding.line == 10);
  input.next_run_refuses = "Kysely refuses";
  const std::vector<Finding> findings = assess(input);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].rule == "runner-refuses");
  CHECK(findings[1].message == "016_api_tokens is not recorded, though newer ones are");
  CHECK(is_silent(flagged(MigrationFlag::out_of_order)));  // it is recorded: it ran, if late
}

TEST_CASE("findings stand by severity, then by rule, then by migration") {
  Reconciliation input = one_migration(MigrationState::recorded_but_absent, 0);
  input.migrations[0].recorded = true;
  input.migrations[0].flags = {MigrationFlag::cosmetic_edit};
  input.migrations.push_back(input.migrations[0]);
  input.migrations[1].id = "015_before";
  input.migrations[1].flags = {MigrationFlag::edited};
  input.locks = {"lock"};
  input.refuses_edited_files = true;
  std::vector<std::string> rules;
  for (const Finding& finding : assess(input)) rules.push_back(finding.rule);
  CHECK(rules == std::vector<std::string>{"recorded-but-absent", "recorded-but-absent",
                                          "edited-migration", "lock-left", "cosmetic-edit"});
  CHECK(assess(input)[1].message.starts_with("015_before "));
}

TEST_CASE("findings of several sources are put in one order") {
  const auto named = [](const char* rule, Severity severity) {
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    return finding;
  };
  std::vector<std::string> rules;
  for (const Finding& finding : gravest_first(
           {named("empty-migration", Severity::note), named("duplicate-version", Severity::error),
            named("extra-table", Severity::warning), named("unknown", Severity::error),
            named("only-copy", Severity::error)})) {
    rules.push_back(finding.rule);
  }
  CHECK(rules == std::vector<std::string>{"only-copy", "duplicate-version", "unknown",
                                          "extra-table", "empty-migration"});
}

}  // namespace plumbline
