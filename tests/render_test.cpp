#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

Identifier id(const char* text) { return Identifier(text); }

ObjectRef table_ref(const char* name) { return {ObjectType::table, id(name), id(name)}; }

Column column_of(const char* name, const char* type) {
  Column column;
  column.name = id(name);
  column.type = type;
  return column;
}

Table users() {
  Table table;
  table.name = id("users");
  table.columns = {column_of("id", "INTEGER"), column_of("email", "TEXT")};
  table.columns[1].not_null = true;
  table.columns[1].collation = "NOCASE";
  table.primary_key = PrimaryKey{
      std::nullopt, {{id("id"), std::nullopt, "", false}}, ConflictClause::unstated, true, true};
  table.checks = {{id("has_at"), "instr(email,\n  '@') > 0"}};
  table.sql = "CREATE TABLE users(…)";
  return table;
}

Schema schema_with(const Table& table) {
  Schema schema;
  schema.tables[table.name] = table;
  return schema;
}

DatabaseFacts facts() {
  DatabaseFacts result;
  result.path = "app.db";
  return result;
}

Change drift(ChangeFact fact) { return {std::move(fact), ChangeClass::drift}; }
Change cosmetic(ChangeFact fact) { return {std::move(fact), ChangeClass::cosmetic}; }

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Report report_of(std::vector<Change> changes) {
  Report report;
  report.from = "app.db";
  report.to = "schema.sql";
  report.changes = std::move(changes);
  report.verdict = Verdict::findings;
  return report;
}

}  // namespace

TEST_CASE("names cannot play tricks on a terminal") {
  CHECK(visible("a\nb\x1b[31m\x7f") == "a\\nb\\x1b[31m\\x7f");
  CHECK(visible("\xc2\x9b"
                "31m") == "\\u009b31m");
  CHECK(visible("a\xe2\x80\xae") == "a\\u202e");
  CHECK(visible("héllo → ☃") == "héllo → ☃");
  CHECK(visible("\xff\xe2") == "\xff\xe2");
}

TEST_CASE("a schema as text") {
  CHECK(render_schema_text(schema_with(users()), facts(), plain_style()) ==
        "app.db: 1 table, 0 indexes, 0 views, 0 triggers\n"
        "\n"
        "table users\n"
        "  id     INTEGER            PRIMARY KEY AUTOINCREMENT\n"
        "  email  TEXT     NOT NULL  COLLATE NOCASE\n"
        "  CONSTRAINT has_at CHECK (instr(email, '@') > 0)\n");
}

TEST_CASE("a schema as JSON is JSON whatever bytes its names hold") {
  Table table = users();
  table.name = id("bad\xff\n\"name");
  const auto json = nlohmann::json::parse(render_schema_json(schema_with(table), facts()));
  CHECK(json["format"] == "plumbline.schema/1");
  CHECK(json["tables"][0]["name"] == "bad\xef\xbf\xbd\n\"name");
  CHECK(json["tables"][0]["columns"][1]["collation"] == "NOCASE");
  CHECK(json["tables"][0]["primary_key"]["autoincrement"] == true);
  CHECK(json["views"].empty());
}

TEST_CASE("a comment at the end of a statement does not swallow its semicolon") {
  CHECK(terminated("SELECT 1") == "SELECT 1;");
  CHECK(terminated("SELECT '--'") == "SELECT '--';");
  CHECK(terminated("SELECT 1 -- one") == "SELECT 1 -- one\n;");
  CHECK(terminated("SELECT 1 /* one") == "SELECT 1 /* one*/;");
}

TEST_CASE("a report groups by object, drift first, and only counts what is spelled otherwise") {
  const ObjectRef index{ObjectType::index, id("users_email"), id("users")};
  const Report report = report_of({
      cosmetic(Respell{table_ref("teams"), "a  b", "a b"}),
      cosmetic(Respell{table_ref("users"), "x", "X"}),
      drift(ChangeColumn{id("users"), id("email"), ColumnAttribute::type, "TEXT", "INTEGER"}),
      drift(AddColumn{id("users"), id("age"), "\"age\" INTEGER"}),
      drift(DropColumn{id("users"), id("old")}),
      drift(ChangeObject{index, Verb::add, "", "CREATE INDEX users_email\n  ON users(email)"}),
  });
  CHECK(render_report_text(report, plain_style()) ==
        "app.db → schema.sql\n"
        "\n"
        "table users\n"
        "  ~ column email: type: TEXT → INTEGER\n"
        "  + column age: INTEGER\n"
        "  - column old: not in the target\n"
        "\n"
        "index users_email on users\n"
        "  + missing: CREATE INDEX users_email ON users(email)\n"
        "\n"
        "4 differences (2 cosmetic)\n");
  CHECK(render_report_text(report_of({cosmetic(Respell{table_ref("teams"), "a  b", "a b"})}),
                           plain_style()) == "no differences in meaning (1 cosmetic)\n");
  CHECK(render_report_text(Report(), plain_style()) == "no differences\n");
}

TEST_CASE("of long texts only what differs is shown") {
  const std::string filler(200, 'x');
  const std::string shown =
      contrast("SELECT " + filler + " FROM t WHERE a > 1 ORDER BY b " + filler,
               "SELECT " + filler + " FROM t WHERE a > 2 ORDER BY b " + filler);
  CHECK(holds(shown, "a > 1"));
  CHECK(holds(shown, "a > 2"));
  CHECK(holds(shown, "…"));
  CHECK_FALSE(holds(shown, "xx"));
}

TEST_CASE("a report as JSON has the fields of the contract") {
  Report report = report_of({drift(AddTable{id("t")})});
  report.findings = {
      {"extra-table", Severity::warning, table_ref("x"), "", 0, "message", "remedy"}};
  const auto json = nlohmann::json::parse(render_report_json(report));
  for (const char* const key : {"format", "plumbline", "database", "verdict", "logs", "migrations",
                                "cuts", "forecast", "changes", "findings"}) {
    CHECK(json.contains(key));
  }
  CHECK(json["format"] == "plumbline.report/1");
  CHECK(json["verdict"] == "findings");
  CHECK(json["forecast"]["outcome"] == "not-run");
  CHECK(json["changes"][0]["kind"] == "add-table");
  CHECK(json["changes"][0]["class"] == "drift");
  CHECK(json["findings"][0]["object"]["type"] == "table");
}

TEST_CASE("workflow commands and tables stay one line an entry") {
  const Report report = report_of({drift(AddTable{id("a\n::error::b|c%")})});
  CHECK(render_report_github(report) ==
        "::warning title=add-table::table a\\n::error::b|c%25: missing\n");
  CHECK(holds(render_report_markdown(report), "b\\|c%"));
  CHECK(nlohmann::json::parse(render_report_sarif(report))["version"] == "2.1.0");
}

TEST_CASE("a script keeps commentary in comments") {
  Plan plan;
  plan.header = {"For app.db", "a\nb\rc"};
  plan.statements = {{"ALTER TABLE t DROP COLUMN c",
                      "column c\n; DROP TABLE t",
                      {{Hazard::drop_column, id("t"), id("c"), 3}}}};
  CHECK(render_plan_sql(plan) ==
        "-- For app.db\n-- a\n-- b\\rc\n\n"
        "-- column c\n-- ; DROP TABLE t\n"
        "-- hazard: drop-column: t.c, 3 rows\n"
        "ALTER TABLE t DROP COLUMN c;\n");
  plan.statements.clear();
  CHECK(render_plan_sql(plan).empty());
}

TEST_CASE("a plan as JSON has the fields of the contract") {
  Plan plan;
  plan.proven_on = "full";
  plan.hazards = {{Hazard::fill_null, id("t"), std::nullopt, 2}};
  const auto json = nlohmann::json::parse(render_plan_json(plan, std::nullopt));
  CHECK(json["format"] == "plumbline.plan/1");
  CHECK(json["verified"]["rows"] == "full");
  CHECK(json["cost"]["rows_rewritten"] == 0);
  CHECK(json["hazards"][0] == nlohmann::json{{"hazard", "fill-null"}, {"table", "t"}, {"rows", 2}});
  CHECK(json["statements"].empty());
}

TEST_CASE("a refusal says the flag that lifts it, and at the end the one that lifts all") {
  const HazardNote lost{Hazard::drop_column, id("t"), id("c"), 1};
  const HazardNote nulls{Hazard::fill_null, id("t"), id("d"), 1};
  const Refused refused{{{table_ref("t"), "1 row in c", "", lost},
                         {table_ref("t"), "1 NULL in d", "give it a value", nulls}}};
  CHECK(render_refused(refused, plain_style()) ==
        "refused: table t: 1 row in c\n  → --allow drop-column\n"
        "refused: table t: 1 NULL in d\n  → give it a value; or --allow fill-null\n"
        "allowing all of it: --allow drop-column,fill-null\n");
}

TEST_CASE("an error as JSON") {
  const Error error(Error::Kind::bad_sql, {"a.sql", 3, 1}, "no such table: t");
  const auto json = nlohmann::json::parse(render_error_json(error, "plumbline.report/1"));
  CHECK(json["verdict"] == "error");
  CHECK(json["error"]["kind"] == "bad-sql");
  CHECK(json["error"]["where"] == "a.sql:3:1");
  CHECK(json["error"]["what"] == "no such table: t");
}

TEST_CASE("odd names give a diagram that parses") {
  Table table;
  table.name = id("a\"b%\n");
  table.columns = {column_of("pk", "DECIMAL(10,2)"), column_of("", ""), column_of("1st", "INT")};
  table.foreign_keys.resize(1);
  table.foreign_keys[0].columns = {id("pk")};
  table.foreign_keys[0].parent = id("gone");
  const Schema schema = schema_with(table);
  CHECK(render_mermaid(schema) ==
        "erDiagram\n"
        "    \"a'b__n\" {\n"
        "        DECIMAL_10_2_ pk_ FK \"pk, DECIMAL(10,2)\"\n"
        "        untyped _\n"
        "        INT _1st \"1st\"\n"
        "    }\n"
        "    \"gone\" |o--o{ \"a'b__n\" : \"pk\"\n");
  CHECK(holds(render_dot(schema), "label=\"a\\\"b%\\\\n\\npk DECIMAL(10,2)\\l"));
  CHECK(holds(render_dot(schema), "(missing)"));
}

TEST_CASE("a schema as SQL leaves out what makes itself") {
  Schema schema = schema_with(users());
  Table shadow;
  shadow.name = id("docs_data");
  shadow.kind = TableKind::shadow;
  shadow.sql = "CREATE TABLE docs_data(x)";
  schema.tables[shadow.name] = shadow;
  schema.user_version = 3;
  CHECK(render_schema_sql(schema) == "PRAGMA user_version = 3;\nCREATE TABLE users(…);\n");
}

}  // namespace plumbline
