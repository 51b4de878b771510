// What SQLite says of a table, against what it says of the table that we read and wrote.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/lexer.hpp"

using namespace plumbline;

namespace {

// Each is a CREATE TABLE t that SQLite takes. There is a parent table p(x, y).
const char* const corpus[] = {
    "CREATE TABLE t(a)",
    "CREATE TABLE t(a, b INT, c VARCHAR(10), d DECIMAL(10, -2), e DOUBLE PRECISION, f INT(+1))",
    "CREATE TABLE t(a \"my-type\", b 'q r' z, c [a b], d `x``y`, e text \"x\"(10), f \"integer\")",
    "CREATE TABLE t(a VARCHAR ( 10 ), b unsigned big   int, c stored, d \"GENERATED ALWAYS\")",
    "create table \"t\"('a' int, \"b c\" int, [d] int, `e` int, \"f\"\"g\" int, \"\" int)",
    "CREATE TABLE IF NOT EXISTS main.t(key, \"select\", left int, window, over, \"true\", row)",
    "CREATE TABLE t(a INTEGER PRIMARY KEY)",
    "CREATE TABLE t(a INTEGER PRIMARY KEY ASC)",
    "CREATE TABLE t(a INTEGER PRIMARY KEY DESC)",
    "CREATE TABLE t(a INTEGER CONSTRAINT k PRIMARY KEY DESC CHECK (a > 0))",
    "CREATE TABLE t(a INT PRIMARY KEY DESC)",
    "CREATE TABLE t(a \"integer\" PRIMARY KEY, b)",
    "CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b)",
    "CREATE TABLE t(a INTEGER CONSTRAINT pk PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT)",
    "CREATE TABLE t(a INTEGER, PRIMARY KEY(a))",
    "CREATE TABLE t(a INTEGER, b, PRIMARY KEY(a DESC))",
    "CREATE TABLE t(a INTEGER, PRIMARY KEY(a DESC AUTOINCREMENT))",
    "CREATE TABLE t(a INTEGER, PRIMARY KEY(a AUTOINCREMENT) ON CONFLICT IGNORE)",
    "CREATE TABLE t(a INTEGER, PRIMARY KEY(a COLLATE NOCASE))",
    "CREATE TABLE t(a INTEGER COLLATE NOCASE, CONSTRAINT k PRIMARY KEY(a COLLATE BINARY))",
    "CREATE TABLE t(a TEXT PRIMARY KEY NOT NULL, b) WITHOUT ROWID",
    "CREATE TABLE t(a INTEGER, b TEXT, PRIMARY KEY(b DESC, a)) WITHOUT ROWID",
    "CREATE TABLE t(a INTEGER PRIMARY KEY DESC) WITHOUT ROWID",
    "CREATE TABLE t(a INTEGER PRIMARY KEY, b ANY) STRICT",
    "CREATE TABLE t(a INT PRIMARY KEY) STRICT",
    "CREATE TABLE t(a INTEGER PRIMARY KEY DESC) STRICT",
    "CREATE TABLE t(a TEXT, b BLOB, PRIMARY KEY(a, b)) STRICT, WITHOUT ROWID",
    "CREATE TABLE t(a REAL PRIMARY KEY) without rowid, strict",
    "CREATE TABLE t(a INT NOT NULL ON CONFLICT IGNORE, b CONSTRAINT n NOT NULL, c NULL, d)",
    "CREATE TABLE t(a INT NULL ON CONFLICT FAIL NOT NULL ON CONFLICT ROLLBACK, b CONSTRAINT x)",
    "CREATE TABLE t(a CONSTRAINT n NOT NULL CHECK (a > 0) UNIQUE DEFAULT 1)",
    "CREATE TABLE t(a CONSTRAINT x CONSTRAINT y NOT NULL ON CONFLICT ABORT, CONSTRAINT z)",
    "CREATE TABLE t(a UNIQUE, b UNIQUE ON CONFLICT REPLACE, c CONSTRAINT u UNIQUE)",
    "CREATE TABLE t(a, b, UNIQUE(a, b DESC) ON CONFLICT FAIL, CONSTRAINT \"u v\" UNIQUE(b ASC))",
    "CREATE TABLE t(a, b, UNIQUE(b), UNIQUE(a))",
    "CREATE TABLE t(a COLLATE NOCASE, UNIQUE(a), UNIQUE(a COLLATE BINARY), UNIQUE(a COLLATE "
    "rtrim))",
    "CREATE TABLE t(a COLLATE BINARY UNIQUE, b COLLATE \"nocase\", c COLLATE 'rtrim' PRIMARY KEY)",
    "CREATE TABLE t(a, b, UNIQUE('a'), PRIMARY KEY(\"b\"))",
    "CREATE TABLE t(a DEFAULT 1, b DEFAULT -1.5e3, c DEFAULT + 0x10, d DEFAULT 'it''s', e DEFAULT "
    "x'ab')",
    "CREATE TABLE t(a DEFAULT NULL, b DEFAULT TRUE, c DEFAULT hello, d DEFAULT \"q r\", e DEFAULT "
    "[x])",
    "CREATE TABLE t(a DEFAULT CURRENT_TIMESTAMP, b DEFAULT - CURRENT_TIME, c DEFAULT key NOT NULL)",
    "CREATE TABLE t(a DEFAULT (1 + 1), b DEFAULT ( datetime('now') ), c DEFAULT ((1)), d DEFAULT 1 "
    "DEFAULT 2)",
    "CREATE TABLE t(a CHECK (a > 0) CHECK (a < 9), b CONSTRAINT c1 CHECK(b IN (1, 2)))",
    "CREATE TABLE t(a, b, CHECK (a > b), CONSTRAINT named CHECK ( a IS NOT 'x;)' /* y */ ))",
    "CREATE TABLE t(a, b, CHECK (a > 0) ON CONFLICT IGNORE, CHECK (b > 0 -- positive\n))",
    "CREATE TABLE t(a, b, CHECK (b > 0), CHECK (a > 0), CHECK (1))",
    "CREATE TABLE t(a CHECK (CASE a WHEN 1 THEN 'x' ELSE \"a\" END), b CHECK (b LIKE '%(%'))",
    "CREATE TABLE t(a REFERENCES p)",
    "CREATE TABLE t(a REFERENCES p(x) ON DELETE CASCADE ON UPDATE SET NULL, b REFERENCES "
    "\"p\"('y'))",
    "CREATE TABLE t(a REFERENCES p ON UPDATE RESTRICT ON DELETE SET DEFAULT MATCH FULL)",
    "CREATE TABLE t(a REFERENCES p MATCH \"a b\" ON DELETE NO ACTION DEFERRABLE)",
    "CREATE TABLE t(a REFERENCES p DEFERRABLE INITIALLY DEFERRED NOT NULL)",
    "CREATE TABLE t(a REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED, b)",
    "CREATE TABLE t(a REFERENCES p deferrable initially immediate)",
    "CREATE TABLE t(a REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED, b REFERENCES p)",
    "CREATE TABLE t(a REFERENCES p, b DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE t(a DEFERRABLE, b REFERENCES p DEFERRABLE NOT DEFERRABLE)",
    "CREATE TABLE t(a CONSTRAINT f REFERENCES p(x), b CONSTRAINT d DEFERRABLE)",
    "CREATE TABLE t(a, b, FOREIGN KEY(a) REFERENCES p)",
    "CREATE TABLE t(a, b, FOREIGN KEY(b) REFERENCES p(y), FOREIGN KEY(a) REFERENCES p(x))",
    "CREATE TABLE t(a REFERENCES p(x), b, CONSTRAINT fk FOREIGN KEY(a, b) REFERENCES p(x, y)"
    " ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE t(a, FOREIGN KEY(a) REFERENCES p NOT DEFERRABLE)",
    "CREATE TABLE t(a REFERENCES t(b), b UNIQUE, c REFERENCES p REFERENCES p(y))",
    "CREATE TABLE t(a, b, c, UNIQUE(a) UNIQUE(b) CHECK(c) FOREIGN KEY(a) REFERENCES p)",
    "CREATE TABLE t(a, CONSTRAINT x, CONSTRAINT y CONSTRAINT z CHECK(a))",
    "CREATE TABLE t(a, b AS (a + 1), c INT AS (a) STORED, d AS (a) VIRTUAL)",
    "CREATE TABLE t(a, b INT GENERATED ALWAYS AS (a * 2) STORED NOT NULL UNIQUE)",
    "CREATE TABLE t(a, b GENERATED ALWAYS AS ((a) || 'x'), c generated always as (a) virtual)",
    "CREATE TABLE t(a, b TEXT AS (lower(a)) COLLATE nocase CHECK (b <> ''))",
    "CREATE TABLE \"t\"(a INT, c INT DEFAULT 5, CHECK(a>0))",
    "CREATE TABLE t(a INT -- first\n, b INT /* second */ NOT NULL\n, c TEXT\n)",
    "CREATE TABLE t(a INT,b TEXT,c NUM,d REAL,e)",
    "CREATE TABLE t(\xC3\xA9 INT, \"\xC3\x89\" INT)",
    "CREATE TABLE t(a UNIQUE PRIMARY KEY, b UNIQUE, UNIQUE(a, b))",
    "CREATE TABLE t(a INT CONSTRAINT \"c\"\"d\" CHECK (a) CONSTRAINT e UNIQUE);",
    "CREATE TABLE t(a PRIMARY KEY ON CONFLICT ROLLBACK) WITHOUT ROWID;;",
    "CREATE TABLE t(a INTEGER, b, CONSTRAINT pk PRIMARY KEY(a))",
    "CREATE TABLE t(a TEXT CONSTRAINT pk PRIMARY KEY, b TEXT CONSTRAINT fk REFERENCES p)",
    "CREATE TABLE t(a collate nocase, b, primary key(a, b collate rtrim desc))",
    "CREATE TABLE t(a INTEGER NOT NULL PRIMARY KEY CHECK (a > 0) DEFAULT 3)",
    "CREATE TABLE t(strict, \"rowid\" without, \"without rowid\" rowid)",
};

using Rows = std::vector<std::string>;

/// A database in memory with the parent table and one table more.
class Database {
 public:
  explicit Database(const std::string& sql) {
    sqlite3* handle = nullptr;
    sqlite3_open(":memory:", &handle);
    handle_.reset(handle);
    execute("CREATE TABLE p(x, y)");
    taken = execute(sql);
  }

  /// The rows of a query, columns joined.
  Rows rows(const std::string& sql) const {
    Rows result;
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      std::string& row = result.emplace_back();
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* text = sqlite3_column_text(statement, i);
        row += (text == nullptr ? "-" : reinterpret_cast<const char*>(text)) + std::string("|");
      }
    }
    sqlite3_finalize(statement);
    return result;
  }

  bool execute(const std::string& sql) {
    return sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }

  bool has_rowid_alias() const {
    return rows("SELECT 1 FROM pragma_table_list('t') WHERE wr").empty() &&
           rows("SELECT 1 FROM pragma_index_list('t') WHERE origin = 'pk'").empty() &&
           !rows("SELECT 1 FROM pragma_table_xinfo('t') WHERE pk").empty();
  }

  /// What SQLite says about the table, spelling of types and order of indexes aside.
  Rows account() const {
    return rows(
        "SELECT 1, cid, name, lower(replace(type, ' ', '')), \"notnull\", dflt_value, pk, hidden"
        " FROM pragma_table_xinfo('t')"
        " UNION ALL SELECT * FROM (SELECT 2, origin, \"unique\","
        "  (SELECT group_concat(x.name || x.\"desc\" || lower(x.coll)) FROM "
        "pragma_index_xinfo(i.name) x"
        "   WHERE x.key), 0, 0, 0, 0 FROM pragma_index_list('t') i ORDER BY 2, 4)"
        " UNION ALL SELECT 3, seq, \"table\", \"from\", \"to\", on_update, on_delete, id"
        "  FROM pragma_foreign_key_list('t')"
        " UNION ALL SELECT 4, name, 0, 0, 0, 0, 0, 0 FROM sqlite_schema"
        "  WHERE name = 'sqlite_sequence'");
  }

  bool taken = false;

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

std::string name_of(const std::optional<Identifier>& name) { return name ? name->quoted() : "-"; }

std::string shown(const std::vector<KeyPart>& parts) {
  std::string text;
  for (const KeyPart& part : parts) {
    const bool binary = equal_folded(part.collation, "BINARY");
    text += part.column.quoted() + (binary ? "" : part.collation) + (part.descending ? "-," : ",");
  }
  return text;
}

std::string shown(const Column& column) {
  return column.name.quoted() + " " + column.type + (column.not_null ? " not null " : " ") +
         name_of(column.not_null_name) +
         std::to_string(static_cast<int>(column.not_null_conflict)) + " default " +
         column.default_sql.value_or("none") + " collate " + column.collation +
         (column.generated ? " as " + column.generated->expression : "") +
         (column.generated && column.generated->stored ? " stored" : "");
}

std::string shown(const ForeignKey& key) {
  std::string text = name_of(key.name) + key.parent.quoted();
  for (const Identifier& column : key.columns) text += " " + column.quoted();
  for (const Identifier& column : key.parent_columns) text += " > " + column.quoted();
  return text + std::to_string(static_cast<int>(key.on_delete)) +
         std::to_string(static_cast<int>(key.on_update)) + (key.deferred ? "deferred " : "") +
         key.deferrable + " " + key.match;
}

/// All that a table holds, as text that can be compared.
std::string shown(const Table& table) {
  std::string text = std::string(table.without_rowid ? "W" : "") + (table.strict ? "S\n" : "\n");
  for (const Column& column : table.columns) text += shown(column) + "\n";
  if (const auto& key = table.primary_key) {
    text += "key " + name_of(key->name) + shown(key->columns) +
            std::to_string(static_cast<int>(key->on_conflict)) +
            (key->autoincrement ? " autoincrement" : "") + (key->rowid_alias ? " rowid\n" : "\n");
  }
  for (const Unique& unique : table.uniques) {
    text += "unique " + name_of(unique.name) + shown(unique.columns) +
            std::to_string(static_cast<int>(unique.on_conflict)) + "\n";
  }
  for (const Check& check : table.checks) text += name_of(check.name) + check.expression + "\n";
  for (const ForeignKey& key : table.foreign_keys) text += shown(key) + "\n";
  return text;
}

Table table_of(const std::string& sql) {
  const Database database(sql);
  REQUIRE(database.taken);
  const auto text = read_create_table(sql);
  REQUIRE(text);
  Table table;
  table.name = text->name;
  apply_text(*text, table);
  if (table.primary_key) table.primary_key->rowid_alias = database.has_rowid_alias();
  return table;
}

std::string rewritten(std::string_view sql) {
  const auto text = read_create_table(sql);
  return text ? write_create_table(*text) : "nothing";
}

}  // namespace

TEST_CASE("reading and writing a table keeps what SQLite says of it") {
  for (const std::string sql : corpus) {
    CAPTURE(sql);
    const Database before(sql);
    CHECK(before.taken);
    const std::string direct = rewritten(sql);
    CAPTURE(direct);
    CHECK(Database(direct).account() == before.account());
    CHECK(rewritten(direct) == direct);

    const Table table = table_of(sql);
    const std::string again = write_create_table(text_of(table));
    CAPTURE(again);
    CHECK(Database(again).account() == before.account());
    CHECK(shown(table_of(again)) == shown(table));
    CHECK(write_create_table(text_of(table_of(again))) == again);
  }
}

// Each token taken out, doubled, or exchanged with its neighbour: where SQLite still takes the
// statement and we understand it, both must see the same table.
TEST_CASE("no token is skipped") {
  for (const std::string sql : corpus) {
    if (sql.find("--") != std::string::npos) continue;  // would become part of a type
    const auto tokens = tokens_of(sql);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const std::string before = sql.substr(0, tokens[i].offset);
      const std::string token(tokens[i].text);
      const std::string next(tokens[i + 1].text);
      const std::string tail = sql.substr(tokens[i].offset + token.size());
      const std::string behind = sql.substr(tokens[i + 1].offset + next.size());
      for (const std::string& changed : {before + tail, before + token + " " + token + tail,
                                         before + " " + next + " " + token + behind}) {
        const std::string again = rewritten(changed);
        const Database database(changed);
        if (again == "nothing" || !database.taken) continue;
        CAPTURE(changed);
        CAPTURE(again);
        CHECK(Database(again).account() == database.account());
      }
    }
  }
}
