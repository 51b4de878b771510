// What the program needs of the SQLite that it is linked with, whichever that is: the system's, or
// one that was compiled with the flags of tools/sqlite.cmake.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

TEST_CASE("the library has what is needed, and is as Debian builds it where schemas can tell") {
  const Connection shadow = empty_shadow("library", std::nullopt);
  for (const char* module : {"fts3", "fts4", "fts5", "rtree", "dbstat", "sqlite_stmt"}) {
    CAPTURE(module);
    Query query(shadow, "SELECT 1 FROM pragma_module_list WHERE name = ?");
    query.bind(1, module);
    CHECK(query.step());
  }
  for (const char* option : {"ENABLE_COLUMN_METADATA", "ENABLE_PREUPDATE_HOOK", "USE_URI"}) {
    CAPTURE(option);
    CHECK(sqlite3_compileoption_used(option) == 1);
  }
  for (const char* option : {"OMIT_PROGRESS_CALLBACK", "OMIT_AUTHORIZATION", "OMIT_DESERIALIZE",
                             "DEFAULT_FOREIGN_KEYS=1", "DQS=0"}) {
    CAPTURE(option);
    CHECK(sqlite3_compileoption_used(option) == 0);
  }
  CHECK(sqlite3_threadsafe() == 1);
  CHECK(sqlite3_limit(shadow.handle(), SQLITE_LIMIT_VARIABLE_NUMBER, -1) == 250000);
  CHECK(sqlite3_limit(shadow.handle(), SQLITE_LIMIT_COLUMN, -1) == 2000);
  CHECK(shadow.text("SELECT soundex('Ada') || round(sqrt(2), 2)") == "A3001.41");
  CHECK(shadow.text("SELECT \"a string\"") == "a string");
  CHECK(shadow.integer("SELECT x'61' LIKE 'a'") == 0);
  CHECK(shadow.integer("PRAGMA secure_delete") == 1);
  CHECK(!shadow.try_execute("CREATE TABLE t (a); DELETE FROM t ORDER BY a LIMIT 1"));
}

TEST_CASE("header and library are of one version") {
  CHECK(sqlite_library_version() == SQLITE_VERSION);
  CHECK(sqlite_library_version_number() == SQLITE_VERSION_NUMBER);
}

}  // namespace plumbline
