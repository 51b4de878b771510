#include "analyzer/forecast/run_steps.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/shadow.hpp"
#include "tests/replayed.hpp"

namespace plumbline {

namespace {

struct Question {
  std::string before, rows, script;
  TransactionMode transaction = TransactionMode::none;
  bool foreign_keys = true;
};

StepsRun answer_to(const Question& question) {
  const Replayed replayed(question.before, question.script);
  const Shadow shadow = shadow_of(replayed.after(0, question.rows), std::nullopt);
  Options options;
  options.foreign_keys = question.foreign_keys;
  return run_steps(shadow.connection, {{replayed.hand(), question.transaction}}, {options});
}

std::string shown(const StepsRun& run) {
  std::string text;
  if (run.failure) {
    text = "fails at " + std::to_string(run.failure->place.statement) + ": " +
           run.failure->message + (run.failure->constraint ? " (constraint)" : "");
  }
  for (const Loss& loss : run.losses) {
    text += (text.empty() ? "" : ", ") + std::to_string(loss.place.statement) + " " +
            to_string(loss.cause) + " " + loss.table.text() +
            (loss.column ? "." + loss.column->text() : "") + " " + std::to_string(loss.rows);
  }
  return text;
}

const std::string family =
    "CREATE TABLE p(id INTEGER PRIMARY KEY, a);"
    "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE)";
const std::string people =
    "INSERT INTO p VALUES (1, 'x'), (2, 'y'); INSERT INTO c VALUES (1, 1), (2, 1), (3, 2)";
const std::string rebuild =
    "CREATE TABLE p_new(id INTEGER PRIMARY KEY, a NOT NULL); INSERT INTO p_new SELECT * FROM p;"
    "DROP TABLE p; ALTER TABLE p_new RENAME TO p";

}  // namespace

TEST_CASE("run_steps: a runner that resumes begins at the statement that its log names") {
  const Replayed replayed("",
                          "CREATE TABLE t(a); CREATE INDEX i ON t(a); CREATE VIEW v AS SELECT 1");
  const auto resumed = [&](std::size_t have_run, std::size_t first) {
    const Shadow shadow = shadow_of(replayed.after(have_run, ""), std::nullopt);
    const StartupStep step = {replayed.hand(), TransactionMode::none, {}, first};
    return shown(run_steps(shadow.connection, {step}, {Options()}));
  };
  CHECK(resumed(2, 2) == "");
  CHECK(resumed(2, 1) == "fails at 2: index i already exists");
  CHECK(resumed(2, 0) == "fails at 1: table t already exists");
}

TEST_CASE("run_steps: a parent that is rebuilt takes its children along") {
  CHECK(shown(answer_to({family, people, rebuild})) == "3 cascade c 3");
  CHECK(shown(answer_to({family, people, "PRAGMA foreign_keys=OFF;" + rebuild})) == "");
  CHECK(shown(answer_to({family, people, rebuild, TransactionMode::none, false})) == "");
}

TEST_CASE("run_steps: foreign_keys cannot be switched off in the runner's transaction") {
  const std::string off = "PRAGMA foreign_keys=OFF;" + rebuild + "; PRAGMA foreign_keys=ON";
  CHECK(shown(answer_to({family, people, off, TransactionMode::per_migration})) == "4 cascade c 3");
  CHECK(shown(answer_to({family, people, off, TransactionMode::all})) == "4 cascade c 3");
  CHECK(shown(answer_to({family, people, "BEGIN;" + off + "; COMMIT"})) == "5 cascade c 3");
}

TEST_CASE("run_steps: children that are put aside and brought back are not lost") {
  CHECK(shown(answer_to({family, people,
                         "CREATE TABLE kept AS SELECT * FROM c;" + rebuild +
                             "; INSERT INTO c SELECT * FROM kept; DROP TABLE kept"})) == "");
  CHECK(shown(answer_to({family, people,
                         "CREATE TABLE kept AS SELECT * FROM c WHERE id < 3;" + rebuild +
                             "; INSERT INTO c SELECT * FROM kept; DROP TABLE kept"})) ==
        "4 cascade c 1");
}

TEST_CASE("run_steps: values that a foreign key's action clears") {
  const std::string nulled =
      "CREATE TABLE p(id INTEGER PRIMARY KEY, a);"
      "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE SET NULL,"
      " q DEFAULT 9 REFERENCES p ON DELETE SET DEFAULT)";
  const std::string rows =
      "INSERT INTO p VALUES (1, 'x'), (2, 'y'), (9, 'z');"
      "INSERT INTO c VALUES (1, 1, NULL), (2, NULL, 2), (3, 2, 2)";
  CHECK(shown(answer_to({nulled, rows, "DELETE FROM p WHERE id < 9"})) ==
        "1 delete p 2, 1 set-default c.q 2, 1 set-null c.p 2");
}

TEST_CASE("run_steps: what a statement says it deletes, replaces or drops") {
  const std::string t = "CREATE TABLE t(a UNIQUE, b UNIQUE)";
  const std::string rows = "INSERT INTO t VALUES (1, 2), (3, 4)";
  CHECK(shown(answer_to({t, rows, "DELETE FROM t"})) == "1 delete t 2");
  CHECK(shown(answer_to({t, rows, "INSERT OR REPLACE INTO t VALUES (1, 4)"})) == "1 replace t 1");
  CHECK(shown(answer_to({t, rows, "INSERT OR REPLACE INTO t VALUES (1, 5)"})) == "");
  CHECK(shown(answer_to({t, rows, "DROP TABLE t"})) == "1 drop-table t 2");
  CHECK(shown(answer_to({t, rows, "ALTER TABLE t ADD COLUMN c; ALTER TABLE t DROP COLUMN c"})) ==
        "");
  CHECK(
      shown(answer_to({t, rows,
                       "CREATE TABLE t2(a UNIQUE, b); INSERT OR IGNORE INTO t2 SELECT 1, b FROM t;"
                       "DROP TABLE t; ALTER TABLE t2 RENAME TO t"})) == "3 left-out t 1");
  CHECK(shown(answer_to({t, rows, "CREATE TABLE n(a); INSERT INTO n VALUES (1); DELETE FROM n"})) ==
        "");
  CHECK(shown(answer_to({t, rows, "ALTER TABLE t RENAME TO t_old; DELETE FROM t_old"})) ==
        "2 delete t 2");
}

TEST_CASE("run_steps: triggers") {
  CHECK(shown(answer_to({"CREATE TABLE t(a); CREATE TABLE u(a); CREATE TRIGGER x AFTER INSERT ON t"
                         " BEGIN DELETE FROM u; END",
                         "INSERT INTO u VALUES (1), (2)", "INSERT INTO t VALUES (1)"})) ==
        "1 trigger u 2");
}

TEST_CASE("run_steps: failures, in SQLite's words, and what a transaction takes back") {
  const std::string t = "CREATE TABLE t(a)";
  const std::string rows = "INSERT INTO t VALUES (1), (1)";
  const std::string script = "DELETE FROM t WHERE rowid = 1; CREATE TABLE t(b)";
  CHECK(shown(answer_to({t, rows, script})) == "fails at 2: table t already exists, 1 delete t 1");
  CHECK(shown(answer_to({t, rows, script, TransactionMode::per_migration})) ==
        "fails at 2: table t already exists");
  CHECK(shown(answer_to({t, rows, "CREATE UNIQUE INDEX i ON t(a)"})) ==
        "fails at 1: UNIQUE constraint failed: t.a (constraint)");
  CHECK(shown(answer_to({t, rows, "ALTER TABLE t ADD COLUMN b NOT NULL"})) ==
        "fails at 1: Cannot add a NOT NULL column with default value NULL");
  CHECK(shown(answer_to({t, "", "ALTER TABLE t ADD COLUMN b NOT NULL"})) == "");
  CHECK(shown(answer_to({t, rows, "BEGIN; VACUUM"})) ==
        "fails at 2: cannot VACUUM from within a transaction");
  CHECK(shown(answer_to({t, rows, "VACUUM"})) == "");
  CHECK(shown(answer_to({t, rows, "BEGIN; COMMIT", TransactionMode::per_migration})) ==
        "fails at 1: cannot start a transaction within a transaction");
}

TEST_CASE("run_steps: a violation that only the runner's COMMIT finds") {
  const std::string deferred =
      "CREATE TABLE p(id INTEGER PRIMARY KEY);"
      "CREATE TABLE c(p REFERENCES p DEFERRABLE INITIALLY DEFERRED)";
  CHECK(shown(answer_to(
            {deferred, "", "INSERT INTO c VALUES (7)", TransactionMode::per_migration})) ==
        "fails at 0: FOREIGN KEY constraint failed (constraint)");
}

TEST_CASE("run_steps: which rows a statement fails on, and nothing where rows are not the reason") {
  const std::string t = "CREATE TABLE t(id INTEGER PRIMARY KEY, a COLLATE NOCASE)";
  const std::string rows = "INSERT INTO t VALUES (3, 'x'), (7, 'X'), (8, NULL)";
  const auto reason = [&](const std::string& script) {
    const StepsRun run = answer_to({t, rows, script});
    return run.failure ? run.failure->rows : "it does not fail";
  };
  CHECK(reason("CREATE UNIQUE INDEX i ON t(a)") ==
        "2 rows share 1 value of a, which i forbids (rowids 3 and 7)");
  CHECK(reason("CREATE TABLE u(a NOT NULL); INSERT INTO u SELECT a FROM t") ==
        "1 row of t has NULL in a (rowid 8)");
  CHECK(reason("ALTER TABLE t ADD COLUMN b NOT NULL") ==
        "t has 3 rows; on an empty table the statement passes");
  CHECK(reason("ALTER TABLE t ADD COLUMN b; ALTER TABLE t ADD COLUMN b") == "");
  // It passes on the migrations' own table, and not on this one, for another reason than its rows.
  const Replayed replayed("CREATE TABLE t(a)", "ALTER TABLE t ADD COLUMN b");
  const Connection live = Connection::in_memory("live");
  live.execute("CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 2)");
  const Shadow shadow = shadow_of(live, std::nullopt);
  const Options options;
  const StepsRun run = run_steps(shadow.connection, {{replayed.hand()}}, {options});
  REQUIRE(run.failure);
  CHECK(run.failure->message == "duplicate column name: b");
  CHECK(run.failure->rows == "");
}

}  // namespace plumbline
