#include <doctest/doctest.h>

#include "tests/log_values.hpp"
#include "tests/written_log.hpp"

namespace plumbline {
namespace {

std::vector<Migration> revisions() {
  return {migration_called("a", "", {{"parents", ""}}),
          migration_called("b", "", {{"parents", "a"}}),
          migration_called("c", "", {{"parents", "a"}}),
          migration_called("m", "", {{"parents", "b,c"}}),
          migration_called("z", "", {{"parents", "m"}})};
}

TEST_CASE("Alembic: insert, move, branch, merge, and back") {
  WrittenLog log("alembic", "alembic_version", "version_num VARCHAR(32) NOT NULL PRIMARY KEY");
  log.migrations = revisions();
  log.read();
  CHECK(log.record(0) == "INSERT INTO \"alembic_version\" (version_num) VALUES ('a')");
  CHECK(log.record(1) ==
        "UPDATE \"alembic_version\" SET version_num = 'b' WHERE version_num = 'a'");
  log.read();
  CHECK(log.record(2) == "INSERT INTO \"alembic_version\" (version_num) VALUES ('c')");
  CHECK(log.rows() == "'b'\n'c'");
  log.read();
  CHECK(log.record(3) ==
        "DELETE FROM \"alembic_version\" WHERE version_num = 'b'; UPDATE \"alembic_version\" SET "
        "version_num = 'm' WHERE version_num = 'c'");
  CHECK(log.record(4) ==
        "UPDATE \"alembic_version\" SET version_num = 'z' WHERE version_num = 'm'");
  CHECK(log.rows() == "'z'");
  log.read();
  log.unrecord(4);
  log.unrecord(3);
  CHECK(log.value(
            "SELECT group_concat(version_num) FROM (SELECT * FROM alembic_version ORDER BY 1)") ==
        "b,c");
  log.unrecord(2);
  log.unrecord(1);
  CHECK(log.rows() == "'a'");
  log.unrecord(0);
  CHECK(log.rows().empty());
}

}  // namespace
}  // namespace plumbline
