// Directories of migrations as their runners read them: which files, under which keys, in which
// order, and what is wrong with them.
#include "analyzer/history/files/read_migrations.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "model/error.hpp"
#include "tests/laid_out_migrations.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

TEST_CASE("the real directories of every runner give the keys that their logs hold") {
  struct Case {
    const char *runner, *directory;
    Names keys;
  };
  const std::vector<Case> cases = {
      {"alembic", "alembic/versions", {"a00000000001", "a00000000002", "a00000000003"}},
      {"d1", "wrangler/migrations", {"0001_users.sql", "0002_posts.sql", "0003_created_at.sql"}},
      {"db-migrate",
       "db-migrate/migrations",
       {"/20260101000000-users", "/20260102000000-posts", "/20260103000000-created-at"}},
      {"dbmate",
       "dbmate/migrations_bad",
       {"20260101000000", "20260102000000", "20260103000000", "20260104000000"}},
      {"django",
       "django/blog/migrations",
       {"blog.0001_initial", "blog.0002_posts", "blog.0003_created_at"}},
      {"drizzle", "drizzle/migrations", {"1767225600000", "1767312000000", "1767398400000"}},
      {"golang-migrate", "golang-migrate/migrations", {"1", "2", "3"}},
      {"goose", "goose/migrations", {"1", "2", "3"}},
      {"kysely",
       "kysely/migrations",
       {"2026-01-01_users", "2026-01-02_posts", "2026-01-03_created_at"}},
      {"rails", "rails/migrate", {"20260101000000", "20260102000000", "20260103000000"}},
      {"sequel-int", "sequel/migrations_int", {"1", "2", "3"}},
      {"sqlite-migrate",
       "sqlite-migrate/migrations.py",
       {"demo.m001_users", "demo.m002_posts", "demo.m003_created_at"}},
      {"typeorm",
       "typeorm/migrations",
       {"Users1767225600001", "Posts1767225600002", "CreatedAt1767225600003"}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.directory);
    const Migrations migrations = read_migrations(std::string("snapshots/runners/") + one.directory,
                                                  runners_named(one.runner).front(), {});
    CHECK(keys(migrations) == one.keys);
    CHECK(findings(migrations).empty());
  }
}

TEST_CASE("a migration is found by id, key, file or version") {
  const ScenarioFolder folder;
  const auto list =
      read_laid_out("golang-migrate", tables({"000007_add.up.sql", "000012_more.up.sql"})).list;
  for (const char* name : {"000007_add", "7", "000007", "007", "000007_add.up.sql", "000007_add.up",
                           "m/000007_add.up.sql"}) {
    CAPTURE(name);
    CHECK(find_migration(list, name) == 0);
  }
  CHECK(find_migration(list, "12") == 1);
  for (const char* name : {"", "1", "0", "add", "000007_ad"}) {
    CAPTURE(name);
    CHECK_FALSE(find_migration(list, name));
  }
  const auto twins = read_laid_out("", tables({"v1/001_a.sql", "v2/001_a.sql", "v2/002.sql"})).list;
  CHECK_FALSE(find_migration(twins, "001_a.sql"));
  CHECK(find_migration(twins, "v2/001_a") == 1);
  CHECK(find_migration(twins, "2") == 2);
}

TEST_CASE("names that runners take") {
  const ScenarioFolder folder;
  const Migrations go = read_laid_out("golang-migrate", {{"1_a.up..sql", "CREATE TABLE a(x);"},
                                                         {"1_a.down..sql", "DROP TABLE a;"},
                                                         {"0002_b.up.db.sql", "CREATE TABLE b(x);"},
                                                         {"0002_b.down.db.sql", "DROP TABLE b;"}});
  CHECK(ids(go) == Names{"1_a", "0002_b"});
  CHECK(keys(go) == Names{"1", "2"});
  CHECK(shown(go.list[0].down) == Names{"1:1 DROP TABLE a"});
  CHECK(shown(go.list[1].down) == Names{"1:1 DROP TABLE b"});
  CHECK(findings(go).empty());
  const Migrations diesel =
      read_laid_out("diesel", {{"2024-01-01-000000_b/up.sql", "CREATE TABLE b(x);"},
                               {"2024-01-01-000000_b/down.sql", "DROP TABLE b;"},
                               {"1_a/up.sql", "CREATE TABLE a(x);"}});
  CHECK(ids(diesel) == Names{"1_a", "2024-01-01-000000_b"});
  CHECK(keys(diesel) == Names{"1", "20240101000000"});
  CHECK(diesel.list[1].down.size() == 1);
  CHECK(keys(read_laid_out("rails", {{"001_a.rb", ""}, {"010_b.rb", ""}})) == Names{"1", "10"});
  CHECK(keys(read_laid_out("sequel-ts", {{"20260101_Add_A.rb", ""}})) ==
        Names{"20260101_add_a.rb"});
  const auto flyway =
      read_laid_out("flyway", {{"V1__a.sql", "SELECT 1;"}, {"U1__a.sql", "SELECT 2;"}});
  CHECK(keys(flyway) == Names{"V1__a.sql"});
  CHECK(shown(flyway.list[0].down) == Names{"1:1 SELECT 2"});
}

TEST_CASE("Flyway's R__ run again when they are edited, and no others") {
  const ScenarioFolder folder;
  const auto list = read_laid_out("flyway", tables({"V1__a.sql", "db/R__v.sql"})).list;
  REQUIRE(list.size() == 2);
  CHECK_FALSE(list[0].runs_again_when_edited);
  CHECK(list[1].runs_again_when_edited);
  CHECK_FALSE(read_laid_out("dbmate", tables({"R__v.sql"})).list[0].runs_again_when_edited);
}

TEST_CASE("order: every runner has its own") {
  const ScenarioFolder folder;
  const auto order = [](const std::string& runner, const Names& names) {
    return ids(read_laid_out(runner, tables(names)));
  };
  CHECK(order("", {"10_c.sql", "9_b.sql", "schema.sql"}) == Names{"schema", "9_b", "10_c"});
  CHECK(order("", {"V10__b.sql", "V9__a.sql"}) == Names{"V9__a", "V10__b"});
  CHECK(order("", {"v10/001.sql", "v2/001.sql"}) == Names{"v2/001", "v10/001"});
  CHECK(order("d1", {"10_b.sql", "9_a.sql", "x.sql"}) == Names{"9_a", "10_b", "x"});
  CHECK(order("dbmate", {"1_x.sql", "10_x.sql"}) == Names{"10_x", "1_x"});
  CHECK(order("golang-migrate", {"10_b.up.sql", "9_a.up.sql"}) == Names{"9_a", "10_b"});
  CHECK(order("flyway", {"V1.10__b.sql", "V1_2__a.sql", "R__v.sql", "V2__c.sql"}) ==
        Names{"V1_2__a", "V1.10__b", "V2__c", "R__v"});
  CHECK(order("kysely", {"\xF0\x90\x80\x80.ts", "\xEF\xBF\xBD.ts"}) ==
        Names{"\xF0\x90\x80\x80", "\xEF\xBF\xBD"});  // a surrogate is below U+FFFD
  CHECK(order("typeorm", {"1767225600002-A.ts", "1767225600001-B.ts"}) ==
        Names{"1767225600001-B", "1767225600002-A"});
  CHECK(order("goose", {"99999999999999999999_b.sql", "9_a.sql"}) ==
        Names{"9_a", "99999999999999999999_b"});
}

TEST_CASE("graphs: Alembic, Django and yoyo say what comes before") {
  const ScenarioFolder folder;
  const Migrations alembic = read_laid_out(
      "alembic",
      {{"1_b.py", "revision: str = \"b\"\ndown_revision: Union[str, None] = 'a'\n"},
       {"9_a.py", "\"\"\"\nrevision = 'no'\n\"\"\"\nrevision = 'a' # 'c'\ndown_revision = None\n"},
       {"0_m.py", "revision = 'm'\ndown_revision = (\n  'b',\n  'c',\n)\n"},
       {"2_c.py", "revision='c'\ndown_revision='a'\ndepends_on=('b',)\n"},
       {"env.py", "import alembic\n"}});
  CHECK(keys(alembic) == Names{"a", "b", "c", "m"});
  CHECK(alembic.list[2].fields.at("parents") == "a,b");
  CHECK(alembic.list[2].fields.at("down_revision") == "a");
  CHECK(alembic.list[3].fields.at("parents") == "b,c");
  CHECK_FALSE(alembic.list[0].has_sql);
  const std::string head = "class Migration(migrations.Migration):\n    dependencies = ";
  const Migrations django = read_laid_out(
      "django", {{"a/migrations/0001_z.py", head + "[('b', '0001_y')]\n"},
                 {"b/migrations/0001_y.py", head + "[\n  swappable(x.Y),\n]\n"},
                 {"b/migrations/__init__.py", ""},
                 {"a/migrations/0002_w.py",
                  head + "[\n ('a', '0001_z'), # ('b', 'x')\n]\n    atomic = False\n"}});
  CHECK(keys(django) == Names{"b.0001_y", "a.0001_z", "a.0002_w"});
  CHECK(django.list[2].fields.at("parents") == "a.0001_z");
  CHECK(django.list[2].transaction == TransactionMode::none);
  const Migrations yoyo = read_laid_out("yoyo", {{"a.sql", "-- depends: c  b\nSELECT 1;"},
                                                 {"b.py", "__depends__ = {\"c\"}\n"},
                                                 {"c.sql", "SELECT 1;"},
                                                 {"c.rollback.sql", "SELECT 2;"}});
  CHECK(keys(yoyo) == Names{"c", "b", "a"});
  CHECK(shown(yoyo.list[0].down) == Names{"1:1 SELECT 2"});
  const Migrations circle = read_laid_out(
      "yoyo", {{"a.sql", "-- depends: b\nSELECT 1;"}, {"b.sql", "-- depends: a\nSELECT 1;"}});
  CHECK(keys(circle) == Names{"a", "b"});
  CHECK(circle.notes.size() == 2);
}

TEST_CASE("findings: what is wrong with a file, and the rest is read") {
  const ScenarioFolder folder;
  const std::string good = "CREATE TABLE a(x);";
  const Migrations mixed = read_laid_out("d1", {{"1_ok.sql", good},
                                                {"2_empty.sql", ""},
                                                {"3_blank.sql", "\xEF\xBB\xBF \r\n"},
                                                {"4_comment.sql", "-- on purpose\n"},
                                                {"5_latin.sql", "SELECT 1;\nSELECT 'caf\xE9';"},
                                                {"6_latin.sql", "SELECT 1;\n-- caf\xE9"},
                                                {"7_utf16.sql", std::string("\xFF\xFES\0E\0", 6)},
                                                {"sub/8.sql", good},
                                                {"README.md", ""},
                                                {".hidden.sql", "SELECT"},
                                                {".git/1.sql", "SELECT"},
                                                {"node_modules/x/1.sql", "SELECT"}});
  CHECK(ids(mixed) ==
        Names{"1_ok", "2_empty", "3_blank", "4_comment", "5_latin", "6_latin", "7_utf16"});
  CHECK(findings(mixed) ==
        Names{"warning misnamed-migration m/sub/8.sql", "warning empty-migration m/2_empty.sql",
              "warning empty-migration m/3_blank.sql", "note empty-migration m/4_comment.sql",
              "error unreadable-migration m/5_latin.sql:2",
              "note unreadable-migration m/6_latin.sql:2",
              "error unreadable-migration m/7_utf16.sql"});
  CHECK(mixed.list[4].up.size() == 2);
  CHECK(mixed.list[6].up.empty());
  const Migrations names = read_laid_out(
      "golang-migrate",
      {{"1_a.up.sql", good}, {"2_b.sql", good}, {"3_c.down.sql", good}, {"x.sql", good}});
  CHECK(findings(names) == Names{"warning misnamed-migration m/2_b.sql",
                                 "warning misnamed-migration m/3_c.down.sql",
                                 "warning misnamed-migration m/x.sql"});
  const Migrations undo = read_laid_out("d1", {{"1_a.sql", good}, {"1_a.down.sql", good}});
  CHECK(findings(undo) == Names{"warning misnamed-migration m/1_a.down.sql"});
}

TEST_CASE("findings: two files of one version") {
  const ScenarioFolder folder;
  CHECK(findings(read_laid_out("sqlx", tables({"3_a.sql", "03_b.sql"}))) ==
        Names{"error duplicate-version m/3_a.sql"});
  CHECK(findings(read_laid_out("flyway", tables({"V1__a.sql", "V1.0__b.sql", "V1.1__c.sql"}))) ==
        Names{"error duplicate-version m/V1__a.sql"});
  CHECK(findings(read_laid_out("", tables({"0003_a.sql", "3_b.sql", "4_c.sql"}))) ==
        Names{"warning duplicate-version m/3_b.sql"});
  CHECK(findings(read_laid_out("", tables({"2024-01-01_a.sql", "2024-01-01_b.sql"}))).empty());
  CHECK(findings(read_laid_out("", tables({"v1/001.sql", "v2/001.sql"}))).empty());
  CHECK(findings(read_laid_out("", tables({"1_a/up.sql", "1_b/up.sql"}))) ==
        Names{"warning duplicate-version m/1_b/up.sql"});
  const Migrations links = [] {
    fs::remove_all("m");
    fs::create_directory("m");
    std::ofstream("m/1_a.sql") << "SELECT 1;";
    fs::create_symlink("nowhere", "m/2_b.sql");
    fs::create_directory_symlink(".", "m/again");
    return read_migrations("m", nullptr, {});
  }();
  CHECK(ids(links) == Names{"1_a", "2_b"});
  CHECK(findings(links) == Names{"error unreadable-migration m/2_b.sql"});
}

TEST_CASE("placeholders are filled from the options, or are findings") {
  const ScenarioFolder folder;
  const MigrationTexts files = {{"1.sql", "SELECT 1;\nSELECT 1 FROM ${t}; SELECT '${t}';"}};
  const Migrations without = read_laid_out("", files);
  CHECK(findings(without) == Names{"error unfilled-placeholder m/1.sql:2"});
  CHECK(without.findings[0].remedy == "give its value: --set t=VALUE");
  Options options;
  options.placeholders["t"] = "users";
  const Migrations with = read_laid_out("", files, options);
  CHECK(findings(with).empty());
  CHECK(shown(with.list[0].up) ==
        Names{"1:1 SELECT 1", "2:1 SELECT 1 FROM users", "2:22 SELECT 'users'"});
  CHECK(with.notes == Names{"placeholders filled: t"});
  CHECK(read_laid_out("sqlx", {{"1_a.sql", files[0].second}}, options).list[0].checksum ==
        read_laid_out("sqlx", {{"1_a.sql", files[0].second}}).list[0].checksum);
}

TEST_CASE("SQL taken out of a runner that runs code keeps the keys of its log") {
  const ScenarioFolder folder;
  const MigrationTexts files = {{"016_a.sql", "CREATE TABLE a(x);"},
                                {"016_a.down.sql", "DROP TABLE a;"},
                                {"9_b.sql", "CREATE TABLE b(x);"}};
  const Migrations kysely = read_laid_out("kysely", files);
  CHECK(keys(kysely) == Names{"016_a", "9_b"});
  CHECK(kysely.list[0].has_sql);
  CHECK(kysely.list[0].down.size() == 1);
  CHECK(kysely.list[0].transaction == TransactionMode::none);
  CHECK(kysely.notes.empty());
  CHECK(keys(read_laid_out("rails", files)) == Names{"9", "16"});
  CHECK(keys(read_laid_out("knex", files)) == Names{"016_a.sql", "9_b.sql"});
  CHECK(keys(read_laid_out("typeorm", files)) == Names{"9_b", "016_a"});
  CHECK(keys(read_laid_out("user-version", files)) == Names{"1", "2"});
}

TEST_CASE("plain rules: undo files are known by a mark, and by their twin where it may be a name") {
  const ScenarioFolder folder;
  CHECK(ids(read_laid_out(
            "", tables({"1_a_up.sql", "1_a_down.sql", "2_tear_down.sql", "3_c/up.sql",
                        "3_c/down.sql", "4.undo.d.sql", "V5__e.sql", "U5__e.sql", "U6__f.sql"}))) ==
        Names{"U6__f", "V5__e", "1_a_up", "2_tear_down", "3_c"});
  CHECK(ids(read_laid_out("", tables({"deploy/a.sql", "revert/a.sql", "verify/a.sql"}))) ==
        Names{"a"});
}

TEST_CASE("what holds no migration is told so") {
  const ScenarioFolder folder;
  CHECK(complaint_of_reading("", {{"README.md", "hello"}}) == "unreadable m: holds no migration");
  CHECK(complaint_of_reading("goose", {}) == "unreadable m: holds no migration");
  CHECK(complaint_of_reading("alembic", {{"env.py", "import x"}}) ==
        "unreadable m: holds no migration");
  CHECK_THROWS_AS(read_migrations("nowhere", nullptr, {}), Error);
}

}  // namespace plumbline
