// Scripts for platforms without BEGIN, TEMP tables and foreign_keys=OFF, run by plain SQLite as
// these platforms run them: foreign keys on, one transaction. tests/d1/ has the real ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "analyzer/plan/keep_children.hpp"
#include "analyzer/plan/script_form.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "tests/generated_family.hpp"
#include "tests/invariants.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

CaseFile case_of(const GeneratedPair& pair, const std::string& flags) {
  CaseFile file;
  file.path = "generated.case";
  file.sections = {
      {"options", flags + "\n", 0}, {"live.sql", pair.live, 0}, {"target.sql", pair.target, 0}};
  return file;
}

CaseAnswer answer_to(const CaseFile& file) { return ask(file, "live.db", lay_out(file)); }

std::string refusal_of(const GeneratedPair& pair, const std::string& flags) {
  const ScenarioFolder folder;
  const CaseAnswer answer = answer_to(case_of(pair, flags));
  CHECK(answer.script == "");
  return answer.refusal;
}

/// The marks of AUTOINCREMENT, of the tables that mended.db still has.
std::string marks_of(const std::string& database) {
  const Connection connection = Connection::open_read_only("file:" + database, database);
  connection.execute("ATTACH 'file:mended.db?mode=ro' AS mended");
  if (!connection.integer("SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_sequence'"))
    return "";
  return connection
      .text(
          "SELECT group_concat(name || ' ' || seq, ', ') FROM (SELECT * FROM main.sqlite_sequence"
          " WHERE name IN (SELECT name FROM mended.sqlite_master) ORDER BY name)")
      .value_or("");
}

bool mentions(const Plan& plan, const std::string& words) {
  return std::ranges::any_of(plan.statements, [&](const Statement& statement) {
    return statement.sql.find(words) != std::string::npos;
  });
}

/// Why there is no batch where there is a script with foreign keys off. The last: SET NULL on a
/// generated column, with which SQLite drops no parent.
bool is_about_references(const std::string& refusal) {
  static constexpr std::array<const char*, 5> reasons = {
      "reference nothing", "references nothing", "foreign key mismatch", "which is to be dropped",
      "cannot UPDATE generated column"};
  return std::ranges::any_of(
      reasons, [&](const char* reason) { return refusal.find(reason) != std::string::npos; });
}

std::uint64_t number_of_families() {
  const char* text = std::getenv("PLUMBLINE_MANY");
  return text == nullptr ? 150 : std::strtoull(text, nullptr, 10);
}

/// "c n g": nearest first.
std::string reached(const std::string& sql, const char* table) {
  const Connection connection = Connection::in_memory("closure");
  connection.execute(sql);
  std::string names;
  for (const Identifier& name : reached_by_deleting(introspect(connection), Identifier(table))) {
    names += (names.empty() ? "" : " ") + name.text();
  }
  return names;
}

}  // namespace

TEST_CASE("property: a batch keeps every row that hangs on what it rebuilds") {
  const ScenarioFolder folder;
  std::map<std::string, int> counts;
  const char* const one = std::getenv("PLUMBLINE_SEED");
  const std::uint64_t first = one == nullptr ? 1 : std::strtoull(one, nullptr, 10);
  const std::uint64_t last = one == nullptr ? number_of_families() : first;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const GeneratedPair pair = generate_family(seed);
    INFO("PLUMBLINE_SEED=", seed, "\nlive:\n", pair.live, "\ntarget:\n", pair.target);
    const CaseFile file = case_of(pair, std::string("--allow all --drop-extra --runtime ") +
                                            (seed % 2 == 0 ? "d1" : "libsql"));
    const CaseAnswer answer = answer_to(file);
    const Plan* plan = std::get_if<Plan>(&answer.planning);
    ++counts[plan == nullptr            ? answer.refusal.substr(0, answer.refusal.find('\n'))
             : plan->statements.empty() ? "nothing to do"
                                        : "plan"];
    if (plan == nullptr) continue;
    INFO(answer.script);
    reaches_the_target(file, "target.sql", *plan);
    CHECK(marks_of("mended.db") == marks_of("live.db"));
    for (const char* const denied : {"BEGIN;", "TEMP", "temp.", "foreign_keys=OFF", "ROLLBACK"}) {
      CHECK_FALSE(mentions(*plan, denied));
    }
  }
  for (const auto& [kind, count] : counts) MESSAGE(kind, ": ", count);
  if (one == nullptr) CHECK(counts["plan"] * 10 > static_cast<int>(last) * 7);
}

TEST_CASE("property: what a batch cannot do is what foreign keys forbid") {
  const ScenarioFolder folder;
  std::map<std::string, int> counts;
  for (std::uint64_t seed = 1; seed <= number_of_families(); ++seed) {
    const GeneratedPair pair = generate_pair(seed);
    INFO("seed ", seed, "\nlive:\n", pair.live, "\ntarget:\n", pair.target);
    const std::string flags = "--allow all --drop-extra";
    const CaseFile file = case_of(pair, flags + " --runtime libsql");
    const CaseAnswer answer = answer_to(file);
    if (const Plan* plan = std::get_if<Plan>(&answer.planning)) {
      ++counts["plan"];
      INFO(answer.script);
      reaches_the_target(file, "target.sql", *plan);
      continue;
    }
    const CaseAnswer with_sqlite = answer_to(case_of(pair, flags));
    if (std::holds_alternative<Refused>(with_sqlite.planning)) continue;
    ++counts["refused"];
    CAPTURE(answer.refusal);
    CHECK(is_about_references(answer.refusal));
  }
  for (const auto& [kind, count] : counts) MESSAGE(kind, ": ", count);
}

TEST_CASE("what CASCADE, SET NULL and SET DEFAULT reach, however far") {
  const std::string sql =
      "CREATE TABLE p(id INTEGER PRIMARY KEY, self REFERENCES p ON DELETE CASCADE);"
      "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES P ON DELETE CASCADE);"
      "CREATE TABLE g(id INTEGER PRIMARY KEY, c REFERENCES c ON DELETE SET DEFAULT);"
      "CREATE TABLE n(id INTEGER PRIMARY KEY, p UNIQUE REFERENCES p ON DELETE SET NULL);"
      "CREATE TABLE u(n REFERENCES n(p) ON UPDATE CASCADE);"
      "CREATE TABLE r(p REFERENCES p ON DELETE RESTRICT ON UPDATE CASCADE);"
      "CREATE TABLE back(id INTEGER PRIMARY KEY, g REFERENCES g ON DELETE CASCADE);"
      "CREATE TABLE none(p REFERENCES p, c REFERENCES c ON DELETE NO ACTION);";
  CHECK(reached(sql, "p") == "c n g u back");
  CHECK(reached(sql, "g") == "back");
  CHECK(reached(sql, "r").empty());
}

TEST_CASE("rows that reference nothing cannot be put back with foreign keys on") {
  const GeneratedPair pair{
      "CREATE TABLE p(id INTEGER PRIMARY KEY, a); INSERT INTO p VALUES (1, 'x');"
      "CREATE TABLE c(p REFERENCES p ON DELETE CASCADE); INSERT INTO c VALUES (1), (7), (8)",
      "CREATE TABLE p(id INTEGER PRIMARY KEY, a NOT NULL);"
      "CREATE TABLE c(p REFERENCES p ON DELETE CASCADE)"};
  CHECK(refusal_of(pair, "--runtime libsql") ==
        "refused: table c: 2 rows reference nothing, and with foreign keys on, as libsql has them, "
        "could not be put back\n  → give them a parent, or delete them first\n");
}

TEST_CASE("a reference that goes may have been broken") {
  const ScenarioFolder folder;
  const CaseFile file =
      case_of({"CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p); "
               "INSERT INTO c VALUES (7)",
               "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p)"},
              "--runtime libsql");
  const CaseAnswer answer = answer_to(file);
  CAPTURE(answer.refusal);
  REQUIRE(std::holds_alternative<Plan>(answer.planning));
  reaches_the_target(file, "target.sql", std::get<Plan>(answer.planning));
}

TEST_CASE("rowids that no name leads to") {
  const GeneratedPair pair{
      "CREATE TABLE p(id INTEGER PRIMARY KEY, a);"
      "CREATE TABLE c(rowid, oid, _rowid_, p REFERENCES p ON DELETE CASCADE)",
      "CREATE TABLE p(id INTEGER PRIMARY KEY, a NOT NULL);"
      "CREATE TABLE c(rowid, oid, _rowid_, p REFERENCES p ON DELETE CASCADE)"};
  CHECK(refusal_of(pair, "--runtime d1") ==
        "refused: table c: its rows have to be put aside, and no name leads to their rowids: "
        "rowid, _rowid_ and oid are all columns\n  → rename one of these columns first\n");
}

TEST_CASE("what D1 forbids or limits is refused, and D1 named") {
  std::string columns;
  for (int i = 0; i < 101; ++i) columns += (i == 0 ? "c" : ", c") + std::to_string(i);
  const std::string live = "CREATE TABLE t(a)";
  CHECK(refusal_of({live, live + "; CREATE TABLE w(" + columns + ")"}, "--runtime d1")
            .ends_with("too many columns on w\n  → nothing was changed; mend what the message "
                       "names, then ask again\n"));
  CHECK(refusal_of({live, live + "; PRAGMA user_version=3"}, "--runtime d1") ==
        "refused: the target states user_version, which D1 lets no statement read or set (not "
        "authorized)\n  → declare it without that\n");
  const std::string long_text(100'000, 'x');
  CHECK(refusal_of({live, live + "; CREATE TABLE w(a CHECK (a <> '" + long_text + "'))"},
                   "--runtime d1")
            .find("statement too long") != std::string::npos);
}

TEST_CASE("a migration that defers foreign keys itself is finished with them deferred throughout") {
  const ScenarioFolder folder;
  std::filesystem::create_directory("m");
  std::ofstream("m/1_p.sql") << "-- migrate:up\nCREATE TABLE p(id INTEGER PRIMARY KEY);\n";
  std::ofstream("m/2_c.sql") << "-- migrate:up\nCREATE TABLE c(p REFERENCES p);\n"
                                "PRAGMA defer_foreign_keys = on;\nCREATE TABLE d(a);\n"
                                "PRAGMA defer_foreign_keys = off;\n"
                                "CREATE INDEX c_p ON c(p);\n";
  make_database(
      "app.db",
      "CREATE TABLE schema_migrations(version varchar(128) primary key);"
      "INSERT INTO schema_migrations VALUES ('1'); CREATE TABLE p(id INTEGER PRIMARY KEY);"
      "CREATE TABLE c(p REFERENCES p)");
  RepairRequest request;
  request.migrations = "m";
  Options options;
  options.runtime = runtime_named("d1");
  const Repair repaired = repair("app.db", request, options);
  const Plan* plan = std::get_if<Plan>(&repaired.planning);
  REQUIRE_MESSAGE(plan != nullptr, std::get<Refused>(repaired.planning).refusals.at(0).reason);
  CHECK_FALSE(mentions(*plan, "defer_foreign_keys = o"));
  const Connection connection = Connection::open_read_write("file:app.db", "app.db");
  run_plan(connection, *plan, options);
  CHECK(connection.text("SELECT group_concat(version) FROM schema_migrations") == "1,2");
  CHECK(connection.integer("SELECT count(*) FROM sqlite_master WHERE name IN ('d', 'c_p')") == 2);
}

TEST_CASE("D1's own tables are left alone and not counted") {
  const ScenarioFolder folder;
  const std::string own =
      "CREATE TABLE _cf_METADATA(key INTEGER PRIMARY KEY, value BLOB);"
      "INSERT INTO _cf_METADATA VALUES (1, x'00');";
  const CaseFile file = case_of({own + "CREATE TABLE t(a)", "CREATE TABLE t(a NOT NULL)"},
                                "--runtime d1 --drop-extra --allow all");
  const CaseAnswer answer = answer_to(file);
  CAPTURE(answer.refusal);
  REQUIRE(std::holds_alternative<Plan>(answer.planning));
  const Plan& plan = std::get<Plan>(answer.planning);
  CHECK_FALSE(mentions(plan, "_cf_METADATA"));
  make_database("other.db", own + "CREATE TABLE _cf_KV(k); CREATE TABLE t(a);");
  const Connection other = Connection::open_read_write("file:other.db", "other.db");
  other.execute("PRAGMA foreign_keys=ON; BEGIN");
  for (const Statement& statement : plan.statements) other.execute(statement.sql);
  other.execute("COMMIT");
  CHECK(other.integer("SELECT count(*) FROM _cf_METADATA") == 1);
  CHECK(other.integer("SELECT count(*) FROM sqlite_master") == 3);
}

}  // namespace plumbline
