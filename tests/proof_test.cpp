// The proof holds a plan to what it promises even where the planner is wrong: each plan here is
// made wrong by hand, and must be refused.
#include <doctest/doctest.h>

#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/verify.hpp"

namespace plumbline {

namespace {

/// A plan that changes table t by these statements.
Draft draft_of(const std::vector<std::string>& statements, TableWay way) {
  Draft draft;
  Step step{Phase::change_table, Identifier("t"), {}};
  for (const std::string& sql : statements) step.statements.push_back({sql, "", {}});
  draft.steps.push_back(std::move(step));
  draft.ways[Identifier("t")] = way;
  draft.rebuilds_or_drops = way == TableWay::rebuild;
  return draft;
}

Proof proof_of(const std::string& live_sql, const std::string& target_sql,
               const std::vector<std::string>& statements, TableWay way = TableWay::rebuild) {
  const Connection live = Connection::in_memory("live");
  live.execute(live_sql);
  const Connection declared = Connection::in_memory("target");
  declared.execute(target_sql);
  const Shadow shadow = shadow_of(live, std::nullopt);
  const Schema schema = introspect(shadow.connection), target = introspect(declared);
  const Draft draft = draft_of(statements, way);
  const Before before = look_before(shadow.connection, schema, target, draft);
  const std::set<std::string> broken = broken_before(shadow.connection, schema);
  const std::vector<Statement> renames;
  return prove({shadow.connection, schema, schema, target, renames, draft, before, broken,
                Options(), LogWork()});
}

std::string shown(const Proof& proof) {
  std::string text;
  for (const Refusal& refusal : proof.refusals) {
    text += (text.empty() ? "" : "; ") + refusal.object.name.text() + ": " + refusal.reason;
  }
  return text;
}

constexpr const char* rows = "INSERT INTO t VALUES (1, 'a'), (2, 'b');";

}  // namespace

TEST_CASE("proof: a plan that does what it promises is one") {
  const Proof proof = proof_of(std::string("CREATE TABLE t(a INTEGER PRIMARY KEY, b);") + rows,
                               "CREATE TABLE t(a INTEGER PRIMARY KEY, b, c)",
                               {"ALTER TABLE t ADD COLUMN c"}, TableWay::alter);
  CHECK(shown(proof) == "");
  CHECK(proof.ends_at != "");
}

TEST_CASE("proof: rows that are lost, changed or renumbered") {
  const std::string live = std::string("CREATE TABLE t(a, b);") + rows;
  const std::string target = "CREATE TABLE t(a, b, c)";
  const std::string add = "ALTER TABLE t ADD COLUMN c";
  const std::string said = "t: its rows would not be the same afterwards";
  CHECK(shown(proof_of(live, target, {add})) == "");
  CHECK(shown(proof_of(live, target, {add, "DELETE FROM t WHERE a = 2"})) == said);
  CHECK(shown(proof_of(live, target, {add, "UPDATE t SET b = 'c' WHERE a = 2"})) == said);
  CHECK(shown(proof_of(live, target, {add, "UPDATE t SET a = '2' WHERE a = 2"})) == said);
  CHECK(shown(proof_of(live, target, {add, "UPDATE t SET rowid = 9 WHERE a = 2"})) == said);
  CHECK(shown(proof_of(live, target, {add, "INSERT INTO t SELECT * FROM t"})) == said);
}

TEST_CASE("proof: rows of a table that the plan has nothing to do with") {
  const std::string live =
      std::string("CREATE TABLE t(a, b); CREATE TABLE u(a);") + rows + "INSERT INTO u VALUES (1);";
  const std::string target = "CREATE TABLE t(a, b, c); CREATE TABLE u(a)";
  const std::string add = "ALTER TABLE t ADD COLUMN c";
  const std::string said = "u: its rows would not be the same afterwards";
  CHECK(shown(proof_of(live, target, {add, "DELETE FROM u"})) == said);
  CHECK(shown(proof_of(live, target, {add, "UPDATE u SET rowid = 9"})) == said);
}

TEST_CASE("proof: a plan that stops short of the target") {
  CHECK(shown(proof_of("CREATE TABLE t(a, b)", "CREATE TABLE t(a, b, c, d)",
                       {"ALTER TABLE t ADD COLUMN c"})) ==
        "d: the plan does not reach the target: add-column is left (\"d\")");
}

TEST_CASE("proof: orphans that the plan leaves") {
  const std::string live =
      "CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (2);"
      "CREATE TABLE t(a REFERENCES p(id), b); INSERT INTO t VALUES (1, 'a'), (7, 'old')";
  const std::string target =
      "CREATE TABLE p(id INTEGER PRIMARY KEY); "
      "CREATE TABLE t(a REFERENCES p(id), b, c)";
  const std::string add = "ALTER TABLE t ADD COLUMN c";
  CHECK(shown(proof_of(live, target, {add})) == "");
  CHECK(shown(proof_of(live, target, {add, "PRAGMA foreign_keys=OFF", "DELETE FROM p"}))
            .find("t: 1 row would reference no row of p (rowids 1)") != std::string::npos);
}

TEST_CASE("proof: rows of which integrity_check complains from then on") {
  const std::string live = std::string("CREATE TABLE t(a, b);") + rows;
  const std::string target = "CREATE TABLE t(a, b, CHECK (b <> 'b'))";
  const std::vector<std::string> unchecked = {
      "PRAGMA ignore_check_constraints=ON", "CREATE TABLE n(a, b, CHECK (b <> 'b'))",
      "INSERT INTO n SELECT * FROM t",      "DROP TABLE t",
      "ALTER TABLE n RENAME TO t",          "PRAGMA ignore_check_constraints=OFF"};
  CHECK(shown(proof_of(live, target, unchecked)) ==
        "t: integrity_check would say: CHECK constraint failed in t");
}

TEST_CASE(
    "proof: what SQLite refuses is refused, and an ALTER is named, so that a rebuild is tried") {
  const std::string live = "CREATE TABLE t(a)", target = "CREATE TABLE t(a, b)";
  const std::vector<std::string> wrong = {"ALTER TABLE t ADD COLUMN b UNIQUE"};
  const Proof altered = proof_of(live, target, wrong, TableWay::alter);
  CHECK(shown(altered) ==
        ": on a copy of the database, SQLite refused ALTER TABLE t ADD COLUMN b UNIQUE: Cannot add "
        "a UNIQUE column");
  CHECK(altered.alter_failed == Identifier("t"));
  CHECK_FALSE(proof_of(live, target, wrong, TableWay::rebuild).alter_failed);
}

}  // namespace plumbline
