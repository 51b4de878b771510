// Whether an undo that was tried on made-up rows has brought them all back.
#include "analyzer/mend/made_up_rows.hpp"

#include <doctest/doctest.h>

namespace plumbline {

namespace {

/// What is missing behind `after` of what `before` makes.
std::string lost(const std::string& before, const std::string& after) {
  const Connection was = Connection::in_memory("before");
  const Connection is = Connection::in_memory("after");
  was.execute(before);
  is.execute(after);
  return what_differs(was, is, {});
}

constexpr const char* marks = "AUTOINCREMENT marks: ids of deleted rows could come again";

}  // namespace

TEST_CASE("made-up rows: AUTOINCREMENT marks are missed where they are lower or gone") {
  const std::string table = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a);";
  const std::string rows = "INSERT INTO t VALUES (1, 'a'), (2, 'b');";
  const std::string deleted = table + rows + "UPDATE sqlite_sequence SET seq = 9;";
  CHECK(lost(deleted, deleted) == "");
  CHECK(lost(deleted, table + rows) == marks);
  CHECK(lost(deleted, table + rows + "DELETE FROM sqlite_sequence") == marks);
  CHECK(lost(deleted, "CREATE TABLE t (id INTEGER PRIMARY KEY, a);" + rows) == marks);
}

TEST_CASE("made-up rows: a mark that was not there before takes no id away") {
  // An INSERT … SELECT of no rows leaves the mark 0, and a rebuild of an empty table makes one.
  const std::string table = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a);";
  CHECK(lost(table, table + "INSERT INTO t SELECT 1, 'a' WHERE 0") == "");
}

TEST_CASE("made-up rows: rows are named by their table, before any mark") {
  const std::string table = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a);";
  const std::string rows = table + "INSERT INTO t VALUES (1, 'a'), (2, 'b');";
  CHECK(lost(rows, rows + "UPDATE t SET a = 'c' WHERE id = 2") == "the rows of t");
  CHECK(lost(rows, rows + "DELETE FROM t") == "the rows of t");
  CHECK(lost(rows, table) == "the rows of t");
}

}  // namespace plumbline
