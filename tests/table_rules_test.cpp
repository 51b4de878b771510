// What the rules say of the tables of one schema: keys, types, conflicts, indexes, leftovers.
#include <doctest/doctest.h>

#include "analyzer/sqlite/shadow.hpp"
#include "tests/schema_in_hand.hpp"

namespace plumbline {

namespace {

/// What a table with one column of this type makes of the text '007'.
std::string stored_as(const std::string& type) {
  const Connection connection = empty_shadow("test.db", std::nullopt);
  connection.execute("CREATE TABLE t (a " + type + "); INSERT INTO t VALUES ('007')");
  return connection.text("SELECT a FROM t").value_or("NULL");
}

}  // namespace

TEST_CASE("int-primary-key") {
  const std::string sql = "CREATE TABLE t (id BIGINT PRIMARY KEY, a)";
  const Finding finding = only_finding_of_schema("int-primary-key", sql);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.object.name == Identifier("t"));
  CHECK(finding.message ==
        "id BIGINT PRIMARY KEY is not the rowid, only INTEGER PRIMARY KEY is: a row inserted "
        "without id gets NULL and no number, as often as it happens");
  CHECK(
      finding.remedy ==
      "declare id INTEGER PRIMARY KEY, or NOT NULL where the application always gives the number");
  CHECK(rules_that_speak(sql) == "int-primary-key");
  CHECK(rules_that_speak("CREATE TABLE t (id INT, PRIMARY KEY (id))") == "int-primary-key");
  CHECK(only_finding_of_schema("int-primary-key", "CREATE TABLE t (id INTEGER PRIMARY KEY DESC)")
            .message.starts_with("id INTEGER PRIMARY KEY DESC is not the rowid"));
  for (const char* sane :
       {"CREATE TABLE t (id INTEGER PRIMARY KEY)", "CREATE TABLE t (id INT NOT NULL PRIMARY KEY)",
        "CREATE TABLE t (id INT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE t (id INT PRIMARY KEY) STRICT",
        "CREATE TABLE t (id INTEGER, PRIMARY KEY (id DESC))"}) {
    CAPTURE(sane);
    CHECK(rules_that_speak(sane) == "");
  }
}

TEST_CASE("nullable-primary-key") {
  const std::string sql = "CREATE TABLE t (a TEXT, b TEXT NOT NULL, c TEXT, PRIMARY KEY (c, b, a))";
  const Finding finding = only_finding_of_schema("nullable-primary-key", sql);
  CHECK(finding.severity == Severity::note);
  CHECK(
      finding.message ==
      "its primary key takes NULL in c, a, and any number of rows that have it: to SQLite no NULL "
      "equals another");
  CHECK(rules_that_speak(sql) == "nullable-primary-key");
  for (const char* sane : {"CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL)",
                           "CREATE TABLE t (a TEXT PRIMARY KEY) STRICT",
                           "CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID"}) {
    CAPTURE(sane);
    CHECK(rules_that_speak(sane) == "");
  }
}

TEST_CASE("missing-primary-key") {
  const std::string sql = "CREATE TABLE t (a TEXT UNIQUE, b TEXT NOT NULL)";
  const Finding finding = only_finding_of_schema("missing-primary-key", sql);
  CHECK(finding.severity == Severity::note);
  CHECK(finding.message ==
        "nothing tells its rows apart but the rowid, which VACUUM may change: a row cannot be "
        "referenced, and one that came twice cannot be told from its twin");
  CHECK(rules_that_speak(sql) == "missing-primary-key");
  for (const char* sane :
       {"CREATE TABLE t (a TEXT NOT NULL UNIQUE)",
        "CREATE TABLE t (a NOT NULL, b NOT NULL); CREATE UNIQUE INDEX i ON t (b, a)"}) {
    CAPTURE(sane);
    CHECK(rules_that_speak(sane) == "");
  }
  CHECK(rules_that_speak("CREATE TABLE t (a NOT NULL); CREATE UNIQUE INDEX i ON t (a) WHERE a") ==
        "missing-primary-key");
}

TEST_CASE("ambiguous-type") {
  const std::string sql =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, code String(20), place POINT, ok TEXT)";
  const Finding finding = only_finding_of_schema("ambiguous-type", sql);
  CHECK(finding.severity == Severity::warning);
  CHECK(
      finding.message ==
      "code String(20) is NUMERIC, since SQLite does not know the word and place POINT is "
      "INTEGER, since INT is in the word: text that looks like a number is stored as that number, "
      "'007' as 7 and '1e3' as 1000");
  CHECK(rules_that_speak(sql) == "ambiguous-type");
}

TEST_CASE("ambiguous-type speaks of no type that keeps or is meant to turn '007'") {
  for (const char* surprising : {"STRING", "CHARINT", "FLOATING POINT", "INTERVAL", "ENUM"}) {
    CAPTURE(surprising);
    const std::string sql =
        std::string("CREATE TABLE t (id INTEGER PRIMARY KEY, a ") + surprising + ")";
    CHECK(stored_as(surprising) == "7");
    CHECK(rules_that_speak(sql) == "ambiguous-type");
  }
  for (const char* usual : {"INT",
                            "INTEGER(11)",
                            "INT8",
                            "UNSIGNED BIG INT",
                            "BIGINT UNSIGNED",
                            "tinyint(1)",
                            "UINT64",
                            "VARCHAR(255)",
                            "NVARCHAR",
                            "TEXT",
                            "CLOB",
                            "BLOB",
                            "",
                            "REAL",
                            "DOUBLE PRECISION",
                            "FLOAT",
                            "NUMERIC(10, 2)",
                            "DECIMAL",
                            "BOOLEAN",
                            "DATE",
                            "DATETIME",
                            "TIMESTAMP WITH TIME ZONE",
                            "JSON",
                            "UUID",
                            "MONEY",
                            "TINYTEXT"}) {
    CAPTURE(usual);
    CHECK(rules_that_speak(std::string("CREATE TABLE t (id INTEGER PRIMARY KEY, a ") + usual +
                           ")") == "");
  }
}

TEST_CASE("on-conflict-replace") {
  const std::string parent =
      "CREATE TABLE p (id INTEGER PRIMARY KEY, k TEXT UNIQUE ON CONFLICT REPLACE);";
  Finding finding = only_finding_of_schema("on-conflict-replace", parent);
  CHECK(finding.severity == Severity::note);
  CHECK(finding.message ==
        "UNIQUE (k) ON CONFLICT REPLACE: the row that is in the way is deleted, without a word and "
        "without its DELETE triggers");
  const std::string child =
      "CREATE TABLE c (id INTEGER PRIMARY KEY REFERENCES p ON DELETE CASCADE);";
  finding = only_finding_of_schema("on-conflict-replace", parent + child);
  CHECK(finding.message.ends_with(
      "without its DELETE triggers, and the rows of c that reference it go with it"));
  const Connection connection = empty_shadow("test.db", std::nullopt);
  connection.execute(
      parent + child +
      "PRAGMA foreign_keys=ON; INSERT INTO p VALUES (1, 'a'); INSERT INTO c VALUES (1);"
      "INSERT INTO p VALUES (2, 'a')");
  CHECK(connection.integer("SELECT count(*) FROM c") == 0);
  finding = only_finding_of_schema(
      "on-conflict-replace",
      "CREATE TABLE p (id INTEGER PRIMARY KEY ON CONFLICT IGNORE, a NOT NULL ON CONFLICT IGNORE)");
  CHECK(finding.message ==
        "PRIMARY KEY ON CONFLICT IGNORE and a NOT NULL ON CONFLICT IGNORE: a row that is in "
        "conflict is left out, and the INSERT succeeds");
}

TEST_CASE("on-conflict-replace is silent of clauses that lose nothing") {
  CHECK(rules_that_speak(
            "CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT ABORT, a UNIQUE ON CONFLICT"
            " FAIL, b NOT NULL ON CONFLICT REPLACE DEFAULT 1, c UNIQUE ON CONFLICT"
            " ROLLBACK)") == "");
}

TEST_CASE("redundant-index") {
  const std::string t = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT UNIQUE);";
  const auto found = [&](const std::string& indexes) {
    return objects_found("redundant-index", t + indexes);
  };
  const Finding finding = only_finding_of_schema(
      "redundant-index", t + "CREATE INDEX ia ON t (a); CREATE INDEX iab ON t (a, b);");
  CHECK(finding.severity == Severity::note);
  CHECK(finding.object == ObjectRef{ObjectType::index, Identifier("ia"), Identifier("t")});
  CHECK(finding.message ==
        "index iab (a, b) serves all that it serves: it only costs space and time, at each write "
        "to t");
  CHECK(finding.remedy == "DROP INDEX \"ia\";");
  CHECK(found("CREATE INDEX y ON t (a, b); CREATE INDEX x ON t (a, b);") == "y");
  CHECK(found("CREATE UNIQUE INDEX y ON t (a); CREATE INDEX x ON t (a);") == "x");
  CHECK(found("CREATE UNIQUE INDEX y ON t (c); CREATE INDEX x ON t (c);") == "x y");
  CHECK(found("CREATE INDEX x ON t (id);") == "x");
  CHECK(found("CREATE INDEX x ON t (lower(a)); CREATE INDEX y ON t (lower(a), b);") == "x");
}

TEST_CASE("redundant-index is silent where each index does something of its own") {
  const std::string t = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT UNIQUE);";
  for (const char* indexes : {"CREATE UNIQUE INDEX x ON t (a); CREATE INDEX y ON t (a, b);",
                              "CREATE INDEX x ON t (b); CREATE INDEX y ON t (a, b);",
                              "CREATE INDEX x ON t (a COLLATE NOCASE); CREATE INDEX y ON t (a, b);",
                              "CREATE INDEX x ON t (a DESC); CREATE INDEX y ON t (a, b);",
                              "CREATE INDEX x ON t (a) WHERE b; CREATE INDEX y ON t (a, b);",
                              "CREATE INDEX x ON t (a); CREATE INDEX y ON t (a, b) WHERE c;",
                              "CREATE INDEX x ON t (id, a);",
                              "CREATE INDEX x ON t (lower(a)); CREATE INDEX y ON t (upper(a));"}) {
    CAPTURE(indexes);
    CHECK(rules_that_speak(t + indexes) == "");
  }
}

TEST_CASE("leftover-table beside the table that it is of") {
  const std::string users = "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, name TEXT);";
  const std::string columns = " (id INTEGER PRIMARY KEY, mail TEXT, phone TEXT);";
  const Finding finding =
      only_finding_of_schema("leftover-table", users + "CREATE TABLE users_new" + columns);
  CHECK(finding.severity == Severity::note);
  CHECK(finding.object.name == Identifier("users_new"));
  CHECK(finding.message ==
        "it has the columns of users and looks like what a rebuild of it left behind: the next one "
        "stops at a name that is taken, or drops it");
  CHECK(finding.remedy == "if users has all of its rows, DROP TABLE \"users_new\";");
  for (const char* name : {"__new_users", "_alembic_tmp_users", "__temp__users", "new__users",
                           "Users_Old", "users_backup", "old_users", "temporary_users"}) {
    CAPTURE(name);
    CHECK(objects_found("leftover-table", users + "CREATE TABLE " + name + columns) == name);
  }
  CHECK(rules_that_speak(users + "CREATE TABLE new_users (id INTEGER PRIMARY KEY, invited_by TEXT,"
                                 " sent_at TEXT, mail TEXT);") == "");
}

TEST_CASE("leftover-table without its table may hold the only copy") {
  const std::string columns = " (id INTEGER PRIMARY KEY, mail TEXT);";
  const Finding finding =
      only_finding_of_schema("leftover-table", "CREATE TABLE users_new" + columns);
  CHECK(finding.severity == Severity::warning);
  CHECK(
      finding.message ==
      "there is no table users, and this one has the name of a rebuild of it: if that was stopped "
      "half-way, these are the only copy of its rows");
  CHECK(finding.remedy ==
        "do not drop it; if it is what is left of users, ALTER TABLE \"users_new\" "
        "RENAME TO \"users\";");
  CHECK(objects_found("leftover-table", "CREATE TABLE __new_users" + columns) == "__new_users");
}

TEST_CASE("leftover-table leaves business names alone, unless something wants the table") {
  const std::string columns = " (id INTEGER PRIMARY KEY, mail TEXT);";
  for (const char* name : {"price_old", "new_arrivals", "db_backup", "old_testament", "room_temp",
                           "news", "_new", "tmp_"}) {
    CAPTURE(name);
    CHECK(rules_that_speak(std::string("CREATE TABLE ") + name + columns) == "");
  }
  CHECK(objects_found("leftover-table", "CREATE TABLE users_old" + columns +
                                            "CREATE TABLE posts (id INTEGER PRIMARY KEY REFERENCES"
                                            " users);") == "users_old");
  CHECK(objects_found("leftover-table", "CREATE TABLE users_old" + columns +
                                            "CREATE VIEW v AS SELECT * FROM Users;") ==
        "users_old");
  CHECK(rules_that_speak("CREATE TABLE users_new" + columns +
                         "CREATE VIEW users AS SELECT * FROM users_new;") == "");
}

}  // namespace plumbline
