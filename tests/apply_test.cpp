// repair --apply: what it says, what it changes, what it leaves as it was.
#include "analyzer/apply/apply.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "analyzer/analyze.hpp"
#include "analyzer/apply/look_behind.hpp"
#include "analyzer/apply/state_behind.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/table_contents.hpp"
#include "tests/bad_input.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/apply_words.hpp"
#include "tools/plumbline/progress_bar.hpp"

namespace plumbline {
namespace {

constexpr const char* two_tables =
    "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE posts(id INTEGER PRIMARY KEY, u INT REFERENCES users ON DELETE CASCADE);"
    "INSERT INTO users VALUES (1, 'ada'), (2, 'bob'); INSERT INTO posts VALUES (7, 1), (8, 2);";

constexpr const char* stricter =
    "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE posts(id INTEGER PRIMARY KEY, u INT REFERENCES users ON DELETE CASCADE);"
    "CREATE INDEX posts_u ON posts(u);";

Connection open_it(const std::string& file) {
  return Connection::open_read_write("file:" + file, file);
}

Contents contents_of_file(const std::string& file) { return contents_of(open_it(file), {}, {}); }

std::vector<std::string> copies() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(".")) {
    const std::string name = entry.path().filename().string();
    if (name.find(".before-") != std::string::npos) names.push_back(name);
  }
  return names;
}

/// A folder with live.db and target.sql.
class Project {
 public:
  Project(const std::string& live, const std::string& target) {
    make_database("live.db", live);
    write_bytes("target.sql", target);
  }
  Plan plan() const { return std::get<Plan>(repair("live.db", "target.sql", {}).planning); }

 private:
  ScenarioFolder folder_;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("--apply says what it costs, copies, repairs, and says the way back, which works") {
  for (const char* const mode : {"DELETE", "WAL"}) {
    CAPTURE(mode);
    const Project project("PRAGMA journal_mode=" + std::string(mode) + ";" + two_tables, stricter);
    const Contents before = contents_of_file("live.db");
    const ProgramAnswer answer =
        run_program({"repair", "live.db", "--to", "target.sql", "--apply"});
    CHECK(answer.exit_code == 0);
    CHECK(holds(answer.err, "applying 33 statements to live.db\n  rows written anew: 2\n  disk: "));
    CHECK(holds(answer.err, "the write lock is held for less than a second"));
    CHECK(holds(answer.err,
                "applied: 33 statements to live.db; integrity, foreign keys and schema "
                "were checked before the commit\nas it was before: live.db.before-"));
    CHECK(run_program({"diff", "live.db", "target.sql"}).exit_code == 0);
    CHECK(contents_of_file("live.db") == before);
    REQUIRE(copies().size() == 1);
    CHECK(contents_of_file(copies().front()) == before);

    const std::string command = way_back("live.db", copies().front());
    REQUIRE(holds(answer.err, "\n  " + command + "\n"));
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK(holds(*open_it("live.db").text("SELECT sql FROM sqlite_schema WHERE name = 'users'"),
                "name TEXT)"));
    CHECK(contents_of_file("live.db") == before);
  }
}

TEST_CASE("--apply twice: the second time there is nothing to do, and no second copy") {
  const Project project(two_tables, stricter);
  const std::vector<std::string> words = {"repair", "live.db", "--to", "target.sql", "--apply"};
  CHECK(run_program(words).exit_code == 0);
  const std::string bytes = read_bytes("live.db");
  const ProgramAnswer again = run_program(words);
  CHECK(again.exit_code == 0);
  CHECK(again.err == "nothing to do\n");
  CHECK(read_bytes("live.db") == bytes);
  CHECK(copies().size() == 1);
}

TEST_CASE("a schema or rows that changed behind the plan: refused, and left as they are") {
  struct Case {
    const char* change;
    const char* reason;
  };
  const std::string live =
      "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);"
      "CREATE TABLE other(a);";
  for (const Case& c : {Case{"CREATE TABLE late(a)", "not as it was when"},
                        Case{"DROP TABLE other; CREATE TABLE other(b)", "schema has been changed"},
                        Case{"INSERT INTO users VALUES (1, 'ada')", "not as it was when"}}) {
    CAPTURE(c.change);
    const Project project(live,
                          "CREATE TABLE users(id INTEGER PRIMARY KEY, name BLOB);"
                          "CREATE TABLE other(a);");
    const Plan plan = project.plan();
    open_it("live.db").execute(c.change);
    const std::string bytes = read_bytes("live.db");
    const Applied applied = apply("live.db", plan);
    REQUIRE(applied.refusals.size() == 1);
    CHECK(holds(applied.refusals.front().reason, c.reason));
    CHECK(applied.statements == 0);
    CHECK(applied.backup.empty());
    CHECK(read_bytes("live.db") == bytes);
    CHECK(copies().empty());
  }
}

TEST_CASE("an index in an order that only the application knows is never written by --apply") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE t(a TEXT COLLATE CUSTOM, b TEXT); CREATE TABLE u(a);");
  write_bytes("target.sql",
              "CREATE TABLE t(a TEXT COLLATE CUSTOM, b TEXT); CREATE INDEX i ON t(a); "
              "CREATE TABLE u(a);");
  const std::string bytes = read_bytes("live.db");
  const ProgramAnswer answer = run_program({"repair", "live.db", "--to", "target.sql", "--apply"});
  CHECK(answer.exit_code == 1);
  CHECK(holds(answer.err, "no such collation sequence: CUSTOM (at: CREATE INDEX"));
  CHECK(holds(answer.err, "; nothing was changed\n"));
  CHECK(read_bytes("live.db") == bytes);
  CHECK(copies().empty());
}

TEST_CASE("what was damaged before is no reason to stop, and what cannot be checked is said") {
  const std::string tables =
      "CREATE TABLE p(a); CREATE TABLE k(x REFERENCES p(a)); CREATE TABLE q(id INTEGER PRIMARY "
      "KEY); CREATE TABLE o(q REFERENCES q); CREATE TABLE c(a CHECK(a > 0));";
  const Project project(tables +
                            "INSERT INTO o VALUES (9); PRAGMA ignore_check_constraints=ON;"
                            "INSERT INTO c VALUES (-1)",
                        tables + "CREATE INDEX oq ON o(q);");
  const Applied applied = apply("live.db", project.plan());
  CHECK(applied.statements > 0);
  CHECK(applied.notes ==
        std::vector<std::string>{"foreign_key_check could not look at table k: it needs what only "
                                 "the application has, or a key that is not there"});
}

TEST_CASE("the look before the commit sees what got worse") {
  const Project project(two_tables, stricter);
  std::filesystem::copy_file("live.db", "copy.db");
  Plan plan;
  plan.ends_at = load("live.db",
                      [] {
                        Options options;
                        options.fingerprints = true;
                        return options;
                      }())
                     .facts.fingerprint;
  const Connection live = open_it("live.db");
  CHECK(look_behind(live, "copy.db", plan).worse == std::nullopt);
  live.execute("BEGIN; DELETE FROM users WHERE id = 1");
  CHECK(look_behind(live, "copy.db", plan).worse ==
        "foreign_key_check says what it did not say before: posts without its users");
  live.execute("ROLLBACK; BEGIN; CREATE TABLE stray(a)");
  CHECK(look_behind(live, "copy.db", plan).worse == "the schema is not the one that was promised");
  live.execute(
      "ROLLBACK; BEGIN; PRAGMA ignore_check_constraints=ON; PRAGMA writable_schema=ON; UPDATE "
      "sqlite_schema SET sql = "
      "replace(sql, 'name TEXT', 'name TEXT CHECK (id > 1)') WHERE name = 'users'; PRAGMA "
      "writable_schema=RESET");
  CHECK(look_behind(live, "copy.db", plan).worse ==
        "integrity_check says what it did not say before: CHECK constraint failed in users");
}

TEST_CASE("behind a failure the database is read again") {
  const Project project(two_tables, stricter);
  const Plan plan = project.plan();
  CHECK(state_behind("live.db", plan) == StateBehind::as_it_was);
  apply("live.db", plan);
  CHECK(state_behind("live.db", plan) == StateBehind::repaired);
  open_it("live.db").execute("CREATE TABLE more(a)");
  CHECK(state_behind("live.db", plan) == StateBehind::cannot_tell);
  CHECK(state_behind("gone.db", plan) == StateBehind::cannot_tell);
}

TEST_CASE("a database that somebody else writes to is left alone, in clear words") {
  const Project project(two_tables, stricter);
  const Plan plan = project.plan();
  const Connection writer = open_it("live.db");
  writer.execute("BEGIN IMMEDIATE");
  try {
    apply("live.db", plan);
    FAIL("it was applied beside a writer");
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::unreadable);
    CHECK(std::string(error.what()) ==
          "live.db: database is locked: another program is using it, so stop the application "
          "first; nothing was changed");
  }
  CHECK(copies().empty());
}

TEST_CASE("no room for the copy is known before anything is opened") {
  const Project project(two_tables, stricter);
  Plan plan = project.plan();
  plan.cost.bytes_needed = std::int64_t{1} << 60;
  const Applied applied = apply("live.db", plan);
  REQUIRE(applied.refusals.size() == 1);
  CHECK(holds(applied.refusals.front().reason, "bytes beside the database, and "));
  CHECK(copies().empty());
}

TEST_CASE("progress: the copy first, then statement by statement") {
  const Project project(two_tables, stricter);
  std::vector<std::string> told;
  apply("live.db", project.plan(), [&](const Progress& progress) {
    if (told.empty() || told.back() != progress.doing) told.push_back(progress.doing);
    CHECK(progress.done <= progress.total);
  });
  CHECK(told.front() == "statement 1 of 33");
  CHECK(std::ranges::count(told, "backing up") == 1);
  CHECK(std::ranges::count(told, "checking the result") == 1);
  CHECK(told.back() == "statement 33 of 33");
  CHECK(bar_line({"backing up", 1, 2}, 4) ==
        "[###############               ] 1/2 backing up, 4 s, about 4 s left");
  CHECK(bar_line({"reading", 0, 0}, 4) == "reading, 4 s");
  CHECK(bar_line({"users", 1, 4}, 5).ends_with("] 1/4 users, 5 s, about 15 s left"));
  CHECK(bar_line({"users", 1, 4}, 1).ends_with("] 1/4 users, 1 s"));
  CHECK(bar_line({"users", 0, 4}, 9).ends_with("] 0/4 users, 9 s"));
  CHECK(bar_line({"users", 4, 4}, 9).ends_with("] 4/4 users, 9 s"));
}

TEST_CASE("bytes in words, and names that a shell would take for more than a name") {
  CHECK(bytes_in_words(999) == "999 bytes");
  CHECK(bytes_in_words(1000) == "1.0 kB");
  CHECK(bytes_in_words(1'950'000) == "1.9 MB");
  CHECK(bytes_in_words(21'000'000'000) == "21.0 GB");
  CHECK(way_back("a.db", "a.bak") == "sqlite3 a.db '.restore a.bak'");
  CHECK(way_back("a b.db", "a b.bak") == "sqlite3 'a b.db' '.restore '\\''a b.bak'\\'''");
  CHECK(way_back("a.db", "a'\".bak") == "sqlite3 a.db '.restore \"a'\\''\\\".bak\"'");
}

}  // namespace plumbline
