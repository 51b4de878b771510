// What is found out about one schema, and of what nothing is said.
#include "analyzer/soundness.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "rules/all_rules.hpp"
#include "tests/schema_in_hand.hpp"

namespace plumbline {

namespace {

constexpr const char* sane =
    "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, CHECK (name <> ''));"
    "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT NOT NULL COLLATE NOCASE,"
    " \"team_id\" INTEGER REFERENCES \"teams\"(\"id\") ON DELETE CASCADE);"
    "CREATE UNIQUE INDEX users_mail ON users (mail);"
    "CREATE INDEX users_team ON users (team_id, mail DESC);"
    "CREATE TABLE members (team_id INTEGER NOT NULL REFERENCES teams, user_id INTEGER NOT NULL"
    " REFERENCES users, PRIMARY KEY (team_id, user_id));"
    "CREATE INDEX members_user ON members (user_id) WHERE user_id IS NOT NULL;"
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
    "CREATE VIEW team_sizes AS SELECT \"t\".\"name\", count(*) AS \"n\" FROM teams \"t\" JOIN "
    "members"
    " USING (team_id) GROUP BY 1;"
    "CREATE VIRTUAL TABLE found USING fts5(mail, content='users', content_rowid='id');"
    "CREATE TRIGGER users_ai AFTER INSERT ON users BEGIN"
    " INSERT INTO found(rowid, \"mail\") VALUES (NEW.\"id\", NEW.mail);"
    " INSERT INTO settings VALUES ('users', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1;"
    " END;";

}  // namespace

TEST_CASE("of a sane schema nothing is said, on a runtime that has all of it neither") {
  std::string with_view = sane;
  with_view.replace(with_view.find("USING (team_id)"), 15, "ON team_id = id");
  CHECK(rules_that_speak(with_view) == "");
  CHECK(rules_that_speak(with_view, with_runtime("d1")) == "");
  CHECK(rules_that_speak(with_view, with_runtime("libsql")) == "");
}

TEST_CASE("broken-object of one schema: a view, a trigger, and a table with several triggers") {
  const std::string sql =
      "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY);"
      "CREATE VIEW v AS SELECT * FROM gone;"
      "CREATE TRIGGER ta AFTER DELETE ON a BEGIN DELETE FROM logs; END;"
      "CREATE TRIGGER tb1 AFTER DELETE ON b BEGIN SELECT 1; END;"
      "CREATE TRIGGER tb2 AFTER DELETE ON b BEGIN DELETE FROM logs; END;";
  const std::vector<Finding> findings = findings_of_schema(sql);
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].rule == "broken-object");
  CHECK(findings[0].severity == Severity::warning);
  CHECK(findings[0].object == ObjectRef{ObjectType::view, Identifier("v"), Identifier("v")});
  CHECK(findings[0].message == "no such table: main.gone");
  CHECK(findings[1].object == ObjectRef{ObjectType::trigger, Identifier("ta"), Identifier("a")});
  CHECK(findings[1].message == "no such table: main.logs");
  CHECK(findings[2].object == ObjectRef{ObjectType::table, Identifier("b"), Identifier("b")});
  CHECK(findings[2].message == "a trigger of it fails: no such table: main.logs");
  Options options;
  options.exclude = {"v", "a"};
  CHECK(objects_found("broken-object", sql, options) == "b");
}

TEST_CASE("two schemas are looked at one by one by the same rules") {
  Schema from, to;
  from.problems = {{{ObjectType::view, Identifier("v"), Identifier("v")}, "no such table: x"}};
  to.problems = {{{ObjectType::view, Identifier("w"), Identifier("w")}, "no such table: y"}};
  to.tables[Identifier("t")].name = Identifier("t");
  to.tables[Identifier("t")].understanding = Understanding::partial;
  const std::vector<Finding> findings = assess({from, to, {}, {}, true});
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].message == "no such table: x");
  CHECK(findings[1].message == "no such table: y (in the target)");
  CHECK(findings[2].rule == "partly-understood");
  CHECK(findings[2].message.ends_with(" may go unseen (in the target)"));
}

TEST_CASE("nothing is said of a runner's tables, of shadow tables and of what is left out") {
  const std::string log =
      "CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT,"
      " name TEXT UNIQUE, applied_at TIMESTAMP);"
      "CREATE TABLE _cf_KV (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;"
      "CREATE TABLE android_metadata (locale TEXT);"
      "CREATE TABLE knex_migrations_lock (\"index\" INTEGER NOT NULL PRIMARY KEY"
      " AUTOINCREMENT, is_locked INTEGER);"
      "CREATE VIRTUAL TABLE docs USING fts5(body);";
  CHECK(rules_that_speak(log) == "");
  const std::string loose = "CREATE TABLE one (a); CREATE TABLE two (a);";
  CHECK(objects_found("missing-primary-key", loose) == "one two");
  Options options;
  options.exclude = {"t*"};
  CHECK(objects_found("missing-primary-key", loose, options) == "one");
  options = Options();
  options.include = {"t*"};
  CHECK(objects_found("missing-primary-key", loose, options) == "two");
}

TEST_CASE("what many tables have in common is one finding") {
  std::string sql = "CREATE TABLE p (id INTEGER PRIMARY KEY);";
  for (const char* name : {"a", "b", "c"}) {
    sql += std::string("CREATE TABLE ") + name + " (x TEXT PRIMARY KEY, p REFERENCES p);";
  }
  CHECK(objects_found("nullable-primary-key", sql) == "a b c");
  CHECK(objects_found("foreign-key-without-index", sql) == "a b c");
  sql += "CREATE TABLE d (x TEXT PRIMARY KEY, p REFERENCES p);";
  Finding finding = only_finding_of_schema("nullable-primary-key", sql);
  CHECK(finding.object == ObjectRef{});
  CHECK(finding.message ==
        "the primary keys of 4 tables take NULL, and any number of rows that have it: to SQLite no "
        "NULL equals another: a (x), b (x), c (x) and d (x)");
  finding = only_finding_of_schema("foreign-key-without-index", sql);
  CHECK(
      finding.message ==
      "no index serves the foreign keys of 4 tables: each row deleted from what is referenced, or "
      "given another key, makes SQLite read all of what references it: a.p → p.id, b.p → p.id, "
      "c.p → p.id and d.p → p.id");
  CHECK(finding.remedy ==
        "CREATE INDEX \"a_p\" ON \"a\" (\"p\"); CREATE INDEX \"b_p\" ON \"b\" (\"p\"); "
        "CREATE INDEX \"c_p\" ON \"c\" (\"p\"); CREATE INDEX \"d_p\" ON \"d\" (\"p\");");
}

TEST_CASE("looking changes nothing on the connection, and rows are not read") {
  const Connection connection = empty_shadow("test.db", std::nullopt);
  connection.execute(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a, CHECK (a <> \"none\"));"
      "CREATE VIEW v AS SELECT \"text\" FROM t;");
  const Schema schema = introspect(connection);
  Options options = with_runtime("sqlite-3.30");
  const auto changes = connection.integer("SELECT total_changes()");
  const auto version = connection.integer("PRAGMA schema_version");
  const SchemaInHand in_hand = look_at_schema(connection, schema, options);
  CHECK(in_hand.double_quoted_strings.size() == 2);
  CHECK(connection.integer("SELECT total_changes()") == changes);
  CHECK(connection.integer("PRAGMA schema_version") == version);
  CHECK_FALSE(connection.try_prepare("SELECT * FROM v"));
  CHECK_FALSE(connection.in_transaction());
}

}  // namespace plumbline
