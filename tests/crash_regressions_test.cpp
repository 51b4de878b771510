// Small histories that were once mended, undone or named wrongly. Where the rows cannot tell how
// far a migration came, the answer is a refusal, never a guess.
#include <doctest/doctest.h>

#include "tests/crashed_history.hpp"

namespace plumbline {

TEST_CASE("crash: an INSERT that reads its own table adds other rows when it runs again") {
  const std::string table = "CREATE TABLE users (id INTEGER PRIMARY KEY, mail INTEGER)";
  CHECK(answers({{table}, {"INSERT INTO users (mail) SELECT 0 FROM users"}}) ==
        "1: ambiguous, refused");
}

TEST_CASE("crash: rows that were there before are no trace of an INSERT") {
  const std::string table = "CREATE TABLE users (name TEXT)";
  const std::string seed = "INSERT INTO users VALUES ('x')";
  CHECK(answers({{table, seed}, {seed, "DELETE FROM users WHERE name = 'y'"}}) ==
        "1: ambiguous, refused; 2: ambiguous, refused");
}

TEST_CASE("crash: a later OR REPLACE takes away the row that an earlier INSERT has added") {
  CHECK(answers({{"CREATE TABLE t (k UNIQUE, v)"},
                 {"INSERT OR REPLACE INTO t VALUES (77, 'x')",
                  "INSERT OR REPLACE INTO t VALUES (77, 'y')"}}) ==
        "1: mended, refused; 2: mended, refused");
}

TEST_CASE("crash: an UPDATE between two INSERTs changes what the first has added") {
  CHECK(answers({{"CREATE TABLE t (v)"},
                 {"INSERT INTO t VALUES ('p')", "UPDATE t SET v = 'q' WHERE v = 'p'",
                  "INSERT INTO t VALUES ('r')"}}) ==
        "1: ambiguous, refused; 2: ambiguous, refused; 3: ambiguous, refused");
}

TEST_CASE("crash: a pending migration that will fail on the rows has not begun") {
  const std::string table = "CREATE TABLE users (id INTEGER PRIMARY KEY, kind REAL NOT NULL, a)";
  CHECK(answers({{table},
                 {"CREATE INDEX i ON users (a)"},
                 {"INSERT INTO users (kind, a) SELECT a, 1 FROM users"}}) ==
        "1: ambiguous, refused");
}

TEST_CASE("crash: a table that was made anew is not the one that had its name before") {
  const std::string table = "CREATE TABLE users (id TEXT PRIMARY KEY, note INTEGER DEFAULT 0)";
  CHECK(answers({{table},
                 {"BEGIN", "INSERT INTO users VALUES ('ka', 2), ('kb', 0)", "COMMIT",
                  "ALTER TABLE users RENAME TO users_old", table,
                  "INSERT INTO users SELECT id, note FROM users_old"}}) ==
        "1: mended, restored; 2: mended, restored; 3: mended, refused; 4: mended, refused; 5: "
        "mended, refused; 6: mended, refused");
}

TEST_CASE("crash: what a savepoint has rolled back is no trace") {
  CHECK(answers({{"CREATE TABLE t (a)"},
                 {"SAVEPOINT s", "UPDATE t SET a = 5", "ROLLBACK TO s", "RELEASE s"}}) ==
        "1: mended, refused; 2: mended, refused; 3: mended, refused; 4: mended, refused");
}

TEST_CASE("crash: the mark of an AUTOINCREMENT table is gone with its rebuild") {
  const std::string columns = " (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT";
  CHECK(answers({{"CREATE TABLE posts" + columns + ")", "INSERT INTO posts VALUES (6, 'x')",
                  "DELETE FROM posts"},
                 {"ALTER TABLE posts RENAME TO posts_tmp", "CREATE TABLE posts" + columns + ", c)",
                  "INSERT INTO posts (id, note) SELECT id, note FROM posts_tmp",
                  "DROP TABLE posts_tmp"}}) ==
        "1: mended, restored; 2: mended, restored; 3: mended, restored; 4: mended, refused");
}

TEST_CASE("crash: what cannot be planned is refused") {
  CHECK(answers({{"CREATE TABLE tags (id INTEGER, name REAL)"},
                 {"CREATE VIRTUAL TABLE f USING fts5(name, content='tags')",
                  "ALTER TABLE tags RENAME TO tags_old"}}) ==
        "1: mended, restored; 2: mended, restored");
  const std::string posts = "CREATE TABLE posts (id INTEGER PRIMARY KEY, a INTEGER UNIQUE";
  CHECK(answers({{posts + ")"},
                 {"BEGIN", "ALTER TABLE posts RENAME TO posts_old", posts + ", c TEXT DEFAULT 'n')",
                  "DROP TABLE posts_old", "COMMIT", "ALTER TABLE posts RENAME TO posts_old",
                  posts + ", c TEXT DEFAULT 'n')"}}) ==
        "1: mended, restored; 2: mended, restored; 3: mended, restored; 4: mended, restored; 5: "
        "mended, refused; 6: mended, refused; 7: mended, refused");
}

TEST_CASE("crash: values that a copy has computed do not tell what they were") {
  CHECK(answers({{"CREATE TABLE t (a, b INTEGER DEFAULT 0)", "INSERT INTO t VALUES ('y', NULL)"},
                 {"CREATE TABLE t_new AS SELECT a, coalesce(b, 0) AS b FROM t", "DROP TABLE t",
                  "ALTER TABLE t_new RENAME TO t"}}) ==
        "1: mended, restored; 2: mended, refused; 3: mended, refused");
}

TEST_CASE("crash: rows that fail a second time were there already") {
  CHECK(answers({{"CREATE TABLE t (k TEXT PRIMARY KEY, v)"},
                 {"INSERT INTO t VALUES ('theme', 'dark')", "UPDATE t SET v = v"}}) ==
        "1: mended, refused; 2: mended, refused");
  CHECK(answers({{"CREATE TABLE t (a)"},
                 {"CREATE TABLE u (k TEXT PRIMARY KEY)", "INSERT INTO u VALUES ('p'), ('q')",
                  "UPDATE u SET k = 'z' WHERE k = 'p'"}}) ==
        "1: mended, restored; 2: mended, restored; 3: mended, restored");
}

}  // namespace plumbline
