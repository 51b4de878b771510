// Migrations rewritten so that they can stop anywhere and run again: what is proposed, word for
// word, and that it holds.
#include <doctest/doctest.h>

#include "analyzer/sql_text/split_statements.hpp"
#include "tests/scenario.hpp"
#include "tests/small_trial.hpp"

namespace plumbline {

namespace {

const std::string incident_1 = "snapshots/incidents/1-half-done-migration/migrations/";
const std::string incident_5 = "snapshots/incidents/5-references-with-default/migrations/";

const std::string users_and_posts =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, old TEXT);"
    "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id) ON "
    "DELETE CASCADE);";
const std::string counters =
    "CREATE TABLE counters (id INTEGER PRIMARY KEY, n INTEGER NOT NULL DEFAULT 0);";

/// The text of a proposal that is expected.
std::string text_of(const std::optional<SafeText>& proposed) {
  REQUIRE(proposed);
  return proposed->sql;
}

/// Behind each point the next run works, and every run does.
bool is_safe(const std::string& before, const std::string& text) {
  const Found found = found_behind(before);
  const MigrationTrials trials = small_trial(migration_of(text, TransactionMode::none), found);
  for (const RunTrial& run : trials.runs) {
    if (run.failure || !run.losses.empty()) return false;
  }
  for (const RerunTrial& rerun : trials.reruns) {
    if (rerun.outcome != RerunOutcome::works) return false;
  }
  return !trials.reruns.empty();
}

}  // namespace

TEST_CASE("a migration that is safe gets no other text") {
  CHECK_FALSE(proposal("", "CREATE TABLE IF NOT EXISTS a (x INTEGER);"));
  CHECK_FALSE(proposal(counters, "UPDATE counters SET n = 1;"));
}

TEST_CASE("incident 1: 016 gets IF NOT EXISTS nine times and is safe") {
  const std::string before = read_bytes(incident_1 + "015_users.sql");
  const std::string original = read_bytes(incident_1 + "016_api_tokens.sql");
  const auto proposed = proposal(before, original);
  std::string expected = original;
  for (const std::string head : {"create table ", "create index "}) {
    for (std::size_t at = expected.find(head); at != std::string::npos;
         at = expected.find(head, at + 1)) {
      expected.insert(at + head.size(), "if not exists ");
    }
  }
  CHECK(text_of(proposed) == expected);
  CHECK(proposed->why == "IF NOT EXISTS in 9 statements");
  CHECK(proposed->left.empty());
  CHECK(is_safe(before, proposed->sql));
}

TEST_CASE("incident 1: 017 has an ADD COLUMN, which nothing makes repeatable") {
  const std::string before =
      read_bytes(incident_1 + "015_users.sql") + read_bytes(incident_1 + "016_api_tokens.sql");
  const std::string original = read_bytes(incident_1 + "017_token_scopes.sql");
  const auto proposed = proposal(before, original);
  CHECK(text_of(proposed) == "BEGIN IMMEDIATE;\n" + original + "COMMIT;\n");
  CHECK(proposed->why == "one transaction around it all");
  REQUIRE(proposed->left.size() == 1);
  CHECK(
      proposed->left[0].starts_with("stopped between COMMIT and the row in the log, the next run "
                                    "fails at alter table"));
  CHECK(proposed->left[0].ends_with("duplicate column name: scopes"));
  Options d1;
  d1.runtime = runtime_named("d1");
  CHECK_FALSE(proposal(before, original, TransactionMode::none, d1));
  // Of a runner that is not known, somebody has to look.
  CHECK(proposal(before, original, TransactionMode::unknown)->left.back() ==
        "where the runner puts a transaction around each migration itself, leave out BEGIN and "
        "COMMIT");
}

TEST_CASE("incident 5: 0002 becomes a rebuild that keeps NOT NULL") {
  const std::string before = read_bytes(incident_5 + "0001_init.sql");
  const std::string original = read_bytes(incident_5 + "0002_publisher.sql");
  const auto proposed = proposal(before, original);
  const std::string rebuild =
      "-- rebuilt, since ALTER TABLE cannot: add-column publisher_id; add-foreign-key\n"
      "CREATE TABLE \"plumbline_new_pipelines\" (id INTEGER PRIMARY KEY, title TEXT NOT NULL, "
      "publisher_id TEXT NOT NULL DEFAULT 'pub_demo_seed' REFERENCES publishers(id));\n"
      "INSERT OR ABORT INTO \"plumbline_new_pipelines\"(\"id\", \"title\")\n"
      "SELECT \"pipelines\".\"id\", \"pipelines\".\"title\"\n"
      "FROM \"pipelines\";\n"
      "DROP TABLE \"pipelines\";\n"
      "ALTER TABLE \"plumbline_new_pipelines\" RENAME TO \"pipelines\";\n"
      "CREATE INDEX idx_pipelines_publisher ON pipelines(publisher_id);\n";
  CHECK(text_of(proposed) ==
        "PRAGMA foreign_keys=OFF;\nPRAGMA legacy_alter_table=ON;\nBEGIN IMMEDIATE;\n"
        "CREATE TEMP TABLE plumbline_check (orphans INTEGER CONSTRAINT \"new rows reference "
        "nothing\" CHECK (orphans <= 0));\n"
        "INSERT INTO temp.plumbline_check SELECT -count(*) FROM pragma_foreign_key_check;\n" +
            rebuild +
            "INSERT OR ROLLBACK INTO temp.plumbline_check\nSELECT count(*) + (SELECT orphans FROM "
            "temp.plumbline_check) FROM pragma_foreign_key_check;\n"
            "DROP TABLE temp.plumbline_check;\nCOMMIT;\n"
            "PRAGMA legacy_alter_table=OFF;\nPRAGMA foreign_keys=ON;\n");
  CHECK(proposed->why ==
        "a rebuild of the table in place of what SQLite refuses over rows, one transaction around "
        "it all and foreign keys off meanwhile");
  CHECK(is_safe(before, proposed->sql));
  // In the runner's own transaction it is the rebuild alone: nothing references pipelines yet.
  CHECK(text_of(proposal(before, original, TransactionMode::per_migration)) == rebuild);
}

TEST_CASE("the rebuild of a parent in the runner's transaction would empty its children") {
  const std::string before = read_bytes(incident_5 + "0001_init.sql") +
                             "CREATE TABLE stages (id INTEGER PRIMARY KEY, pipeline_id INTEGER "
                             "REFERENCES pipelines(id) ON DELETE CASCADE);";
  const std::string original = read_bytes(incident_5 + "0002_publisher.sql");
  CHECK_FALSE(proposal(before, original, TransactionMode::per_migration));
  CHECK(is_safe(before, text_of(proposal(before, original))));
}

TEST_CASE("the proposal for a rebuild fails where rows would reference nothing") {
  const std::string before = read_bytes(incident_5 + "0001_init.sql");
  const auto proposed = proposal(before, read_bytes(incident_5 + "0002_publisher.sql"));
  const Connection live = Connection::in_memory("live");
  live.execute(before + "INSERT INTO pipelines VALUES (1, 'a'); DELETE FROM publishers");
  const auto failure = live.try_execute(text_of(proposed));
  REQUIRE(failure);
  CHECK(failure->message == "CHECK constraint failed: new rows reference nothing");
  CHECK_FALSE(live.in_transaction());
  CHECK(live.integer("SELECT count(*) FROM pragma_table_info('pipelines')") == 2);
}

TEST_CASE("a rebuild that wipes its children gets foreign keys off, outside its transaction") {
  const std::string original =
      "-- users without old\n"
      "CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT);\n"
      "INSERT INTO users_new SELECT id, name FROM users;\n\n"
      "/* now; */ DROP TABLE users;\n"
      "ALTER TABLE users_new RENAME TO users; -- done; well\n";
  const auto proposed = proposal(users_and_posts, original);
  const std::string text = text_of(proposed);
  CHECK(text.starts_with("-- users without old\nPRAGMA foreign_keys=OFF;\nBEGIN IMMEDIATE;\n"));
  CHECK(text.find(original.substr(original.find("CREATE"))) != std::string::npos);
  CHECK(text.ends_with("COMMIT;\nPRAGMA foreign_keys=ON;\n"));
  CHECK(is_safe(users_and_posts, text));
  CHECK_FALSE(is_safe(users_and_posts, original));
  CHECK_FALSE(proposal(users_and_posts, original, TransactionMode::per_migration));
}

TEST_CASE("a rename that begins by dropping the only copy goes into one transaction") {
  const std::string before = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, old TEXT);";
  const std::string original =
      "DROP TABLE IF EXISTS t_old;\nALTER TABLE t RENAME TO t_old;\n"
      "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);\n"
      "INSERT INTO t SELECT id, name FROM t_old;\nDROP TABLE t_old;\n";
  const auto proposed = proposal(before, original);
  CHECK(text_of(proposed) == "BEGIN IMMEDIATE;\n" + original + "COMMIT;\n");
  CHECK(proposed->left.empty());
}

TEST_CASE("a count that goes up has no safe text by itself, and fails loudly beside a CREATE") {
  CHECK_FALSE(proposal(counters, "UPDATE counters SET n = n + 1;"));
  const std::string original = "CREATE TABLE a (x INTEGER);\nUPDATE counters SET n = n + 1;\n";
  const auto proposed = proposal(counters, original);
  CHECK(text_of(proposed) == "BEGIN IMMEDIATE;\n" + original + "COMMIT;\n");
  CHECK(proposed->left == std::vector<std::string>{
                              "stopped between COMMIT and the row in the log, the next run fails "
                              "at CREATE TABLE a (x INTEGER): table a already exists"});
}

TEST_CASE("a trigger's body stays as it is, and a backfill leaves out what is there") {
  const auto proposed = proposal(
      counters,
      "CREATE TABLE audit (id INTEGER PRIMARY KEY, c INTEGER);\n"
      "CREATE TRIGGER t AFTER INSERT ON counters BEGIN\n"
      "  INSERT INTO audit(c) VALUES (new.id); -- a; comment\n"
      "  UPDATE counters SET n = CASE WHEN n > 1 THEN 1 ELSE 0 END WHERE id = new.id;\nEND;\n"
      "INSERT INTO audit(c) SELECT id FROM counters;\n");
  CHECK(text_of(proposed) ==
        "CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, c INTEGER);\n"
        "CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON counters BEGIN\n"
        "  INSERT INTO audit(c) VALUES (new.id); -- a; comment\n"
        "  UPDATE counters SET n = CASE WHEN n > 1 THEN 1 ELSE 0 END WHERE id = new.id;\nEND;\n"
        "INSERT INTO audit(c) WITH new_rows(\"c\") AS (SELECT id FROM counters)\n"
        "SELECT * FROM new_rows WHERE NOT EXISTS (SELECT 1 FROM audit AS there WHERE there.\"c\" "
        "IS new_rows.\"c\");\n");
  CHECK(proposed->why ==
        "IF NOT EXISTS in 2 statements and only rows that are not there yet in 1 statement");
  CHECK(proposed->left.empty());
}

TEST_CASE("rows of before with the same values are said to be passed over") {
  const auto proposed = proposal(counters, "INSERT INTO counters(n) VALUES (7);\n");
  REQUIRE(proposed);
  CHECK(proposed->left ==
        std::vector<std::string>{"an INSERT passes over rows of the same values that were there "
                                 "before"});
}

TEST_CASE("a table that is dropped and made again is not dropped a second time") {
  const std::string original =
      "CREATE TABLE z (id INTEGER);\nDROP TABLE counters;\n"
      "CREATE TABLE counters (id INTEGER PRIMARY KEY);\n";
  // IF EXISTS would let every run again succeed, over rows that were written since.
  CHECK(text_of(proposal(counters, original)) == "BEGIN IMMEDIATE;\n" + original + "COMMIT;\n");
}

TEST_CASE("a copy that was left is not taken for a new one") {
  const std::string original =
      "CREATE TABLE c2 AS SELECT * FROM counters;\nDROP TABLE counters;\n"
      "ALTER TABLE c2 RENAME TO counters;\n";
  // With IF NOT EXISTS a second run would pass over the rows that came behind the first copy.
  CHECK(text_of(proposal(counters, original)) == "BEGIN IMMEDIATE;\n" + original + "COMMIT;\n");
}

TEST_CASE("PRAGMA foreign_keys moves out of the transaction, the comments stay") {
  const std::string original =
      "PRAGMA journal_mode=WAL;\nCREATE TABLE z (id INTEGER);\nPRAGMA foreign_keys = OFF;\n"
      "ALTER TABLE counters ADD COLUMN m;\nPRAGMA foreign_keys = ON; -- on again\n"
      "CREATE INDEX i ON z(id)";
  CHECK(text_of(proposal(counters, original)) ==
        "PRAGMA journal_mode=WAL;\nPRAGMA foreign_keys=OFF;\nBEGIN IMMEDIATE;\n"
        "CREATE TABLE z (id INTEGER);\nALTER TABLE counters ADD COLUMN m;\n -- on again\n"
        "CREATE INDEX i ON z(id);\nCOMMIT;\nPRAGMA foreign_keys=ON;\n");
}

}  // namespace plumbline
