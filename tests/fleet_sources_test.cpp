#include "tools/plumbline/fleet/fleet_sources.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "analyzer/fleet/list_databases.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

Names listed(const Names& sources) { return list_databases(sources).files; }

void write(const std::string& file, const std::string& bytes = "") {
  fs::create_directories(fs::absolute(file).parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

const std::string database_bytes = std::string("SQLite format 3\0", 16) + "and more";

bool fleet_of(const Names& words) {
  Names all = {"audit"};
  all.insert(all.end(), words.begin(), words.end());
  return is_fleet(std::get<Command>(parse_command_line(all)));
}

}  // namespace

TEST_CASE("fleet: files are themselves, once, sorted by their bytes") {
  const ScenarioFolder folder;
  for (const char* const name : {"b.db", "a.db", "B.db"}) write(name, database_bytes);
  CHECK(listed({"b.db", "a.db", "B.db", "b.db", "./a.db"}) == Names{"./a.db", "B.db", "b.db"});
  CHECK(listed({"not-there.db"}) == Names{"not-there.db"});
  fs::create_symlink("a.db", "z.db");
  CHECK(listed({"z.db", "a.db"}) == Names{"a.db"});
}

TEST_CASE("fleet: a glob is what it matches, unless a file is called so") {
  const ScenarioFolder folder;
  for (const char* const name :
       {"t/a.db", "t/b.db", "t/b.db-wal", "t/b.db-shm", "t/c.db-journal", "u/a.db", "[x].db"}) {
    write(name, database_bytes);
  }
  CHECK(listed({"t/*.db"}) == Names{"t/a.db", "t/b.db"});
  // A journal without its database is what somebody has named.
  CHECK(listed({"t/*"}) == Names{"t/a.db", "t/b.db", "t/c.db-journal"});
  CHECK(listed({"?/a.db"}) == Names{"t/a.db", "u/a.db"});
  CHECK(listed({"[tu]/a.db", "t/*.db"}) == Names{"t/a.db", "t/b.db", "u/a.db"});
  CHECK(listed({"[x].db"}) == Names{"[x].db"});
  CHECK(listed({"?"}).size() == 4);
  CHECK_FALSE(is_glob("[x].db"));
  CHECK_THROWS_AS(listed({"t/*.sqlite"}), Error);
}

TEST_CASE("fleet: a directory is every database below it, whatever it is called") {
  const ScenarioFolder folder;
  write("t/1/a", database_bytes);
  write("t/1/damaged.sqlite3", "zeroes were written over the first page");
  write("t/2/empty.db");
  write("t/2/.gitkeep");
  write("t/2/notes.txt", "SQLite format");
  write("t/2/b.db", database_bytes);
  write("t/2/b.db-wal", database_bytes);
  write("elsewhere/c.db", database_bytes);
  fs::create_directory_symlink(fs::absolute("elsewhere"), "t/link");
  fs::create_symlink(fs::absolute("elsewhere/c.db"), "t/c.db");
  CHECK(listed({"t"}) == Names{"t/1/a", "t/1/damaged.sqlite3", "t/2/b.db", "t/2/empty.db"});
  CHECK(listed({"t/", "t/2/b.db"}).size() == 4);
  fs::create_directory("none");
  CHECK_THROWS_WITH_AS(listed({"none"}), "none: no database is below it", Error);
}

TEST_CASE("fleet: a list has a name a line, or a NUL behind each") {
  CHECK(names_in_list("a.db\nb c.db\r\n\n-d.db") == Names{"a.db", "b c.db", "-d.db"});
  CHECK(names_in_list(std::string_view("a\nb.db\0c.db\0", 12)) == Names{"a\nb.db", "c.db"});
  CHECK(names_in_list("").empty());
}

TEST_CASE("fleet: which words name one") {
  const ScenarioFolder folder;
  write("a.db", database_bytes);
  write("t/b.db", database_bytes);
  CHECK_FALSE(fleet_of({"a.db"}));
  CHECK_FALSE(fleet_of({"not-there.db"}));
  CHECK_FALSE(fleet_of({"a.db", "--via", "ssh host sqlite3"}));
  CHECK(fleet_of({"a.db", "t/b.db"}));
  CHECK(fleet_of({"t"}));
  CHECK(fleet_of({"*.db"}));
  CHECK(fleet_of({"a.db", "--format", "jsonl"}));
  CHECK(fleet_of({"a.db", "--scripts", "s"}));
  CHECK(fleet_of({"--merge", "a.jsonl"}));
}

TEST_CASE("fleet: the answer never replaces one of its databases") {
  const ScenarioFolder folder;
  for (const char* const output : {"t/a.db", "./t/../t/a.db", "t/a.db-wal"}) {
    CHECK_THROWS_AS(require_output_beside(output, {"t/a.db"}), Error);
  }
  require_output_beside("a.db", {"t/a.db"});
  require_output_beside("t/a.db.jsonl", {"t/a.db"});
}

}  // namespace plumbline
