// Syntax that older versions of SQLite cannot parse, told from what only looks like it.
#include "analyzer/sql_text/newer_syntax.hpp"

#include <doctest/doctest.h>

namespace plumbline {

namespace {

std::string found_in(const std::string& sql) { return words_for_features(newer_syntax(sql)); }

}  // namespace

TEST_CASE("newer syntax and since when it is there") {
  CHECK(found_in("CREATE VIEW v AS SELECT group_concat(a ORDER BY b) FROM t") ==
        "ORDER BY in the arguments of a function: SQLite 3.44");
  CHECK(found_in("CREATE VIEW v AS SELECT \"f\"(DISTINCT a, (SELECT 1) ORDER BY b DESC) FROM t") ==
        "ORDER BY in the arguments of a function: SQLite 3.44");
  CHECK(found_in("CREATE TABLE t (a CHECK (a < 1_000))") == "digits grouped by _: SQLite 3.46");
  CHECK(found_in("CREATE INDEX i ON t (a) WHERE a > 0x1_0") == "digits grouped by _: SQLite 3.46");
  for (const char* message : {"'no ' || NEW.a", "NEW.a", "1", "printf('%s', NEW.a)", "(1)"}) {
    CAPTURE(message);
    CHECK(found_in(std::string("CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT RAISE(ABORT, ") +
                   message + "); END") == "RAISE with an expression: SQLite 3.47");
  }
  CHECK(found_in("CREATE VIEW v AS SELECT a FROM t WHERE a IS NOT DISTINCT FROM b") ==
        "IS DISTINCT FROM: SQLite 3.39");
  for (const char* statement : {"UPDATE t AS x SET a = 1", "UPDATE OR IGNORE \"t\" AS x SET a = 1",
                                "DELETE FROM t AS x", "SELECT 1; INSERT INTO t AS x VALUES (1)"}) {
    CAPTURE(statement);
    CHECK(found_in(std::string("CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN ") + statement +
                   "; END") == "AS behind the table of a statement in a trigger: SQLite 3.53");
  }
  CHECK(found_in("CREATE VIEW v AS SELECT f(1_0 ORDER BY a) FROM t") ==
        "digits grouped by _: SQLite 3.46, ORDER BY in the arguments of a function: SQLite 3.44");
}

TEST_CASE("what looks like newer syntax and is not") {
  for (const char* sql :
       {"CREATE VIEW v AS SELECT sum(a) OVER (ORDER BY b), sum(a) OVER w FROM t WINDOW w AS (ORDER "
        "BY c)",
        "CREATE VIEW v AS SELECT max((SELECT a FROM t ORDER BY a)) FROM t",
        "CREATE VIEW v AS SELECT a FROM t WHERE a IN (SELECT b FROM t ORDER BY b) ORDER BY f(a)",
        "CREATE VIEW v AS SELECT count(*) FILTER (WHERE a) FROM t GROUP BY f(a) ORDER BY b",
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT RAISE(ABORT, 'no'); END",
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT RAISE(FAIL, \"no\"), RAISE(IGNORE); END",
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO t SELECT a AS b FROM t AS x; END",
        "CREATE TRIGGER r AFTER UPDATE OF a ON t BEGIN DELETE FROM t WHERE a = '1_000'; END",
        "CREATE TABLE t (a_1 INT, \"1_0\" INT)", "SELECT DISTINCT a FROM t", "", "("}) {
    CAPTURE(sql);
    CHECK(found_in(sql) == "");
  }
}

TEST_CASE("only what is newer than a version") {
  const std::string sql = "CREATE VIEW v AS SELECT f(1_0 ORDER BY a) FROM t";
  CHECK(newer_syntax_than(3043002, sql).size() == 2);
  CHECK(newer_syntax_than(3044000, sql).size() == 1);
  CHECK(newer_syntax_than(3046000, sql).empty());
}

}  // namespace plumbline
