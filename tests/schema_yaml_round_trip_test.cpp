// Schema → YAML → statements → SQLite → schema: whatever SQLite can hold comes back, names of
// constraints and all. Compared field by field, not by what the writer happens to write.
#include <doctest/doctest.h>

#include <sstream>

#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

std::string shown(const std::optional<Identifier>& name) {
  return name ? "<" + name->text() + ">" : "-";
}

std::string shown(const std::vector<KeyPart>& parts) {
  std::string result = "(";
  for (const KeyPart& part : parts) {
    result += part.expression.value_or("<" + part.column.text() + ">");
    result += "|" + ascii_lower(part.collation) + (part.descending ? "|desc," : ",");
  }
  return result + ")";
}

std::string shown(const std::vector<Identifier>& names) {
  std::string result;
  for (const Identifier& name : names) result += "<" + name.text() + ">";
  return result;
}

std::string shown(const Column& column) {
  std::ostringstream out;
  out << "  column <" << column.name.text() << "> <" << column.type << "> " << column.not_null
      << shown(column.not_null_name) << static_cast<int>(column.not_null_conflict) << " "
      << column.default_sql.value_or("no default") << " <" << column.collation << ">";
  if (column.generated) out << column.generated->expression << column.generated->stored;
  out << "\n";
  return out.str();
}

std::string shown(const ForeignKey& key) {
  std::ostringstream out;
  out << "  foreign key " << shown(key.name) << shown(key.columns) << " -> <" << key.parent.text()
      << ">" << shown(key.parent_columns) << static_cast<int>(key.on_delete)
      << static_cast<int>(key.on_update) << key.deferred << key.deferrable << key.match << "\n";
  return out.str();
}

std::string shown(const Table& table) {
  std::ostringstream out;
  out << "table <" << table.name.text() << "> " << static_cast<int>(table.kind)
      << static_cast<int>(table.understanding) << table.strict << table.without_rowid << "\n";
  for (const Column& column : table.columns) out << shown(column);
  if (table.primary_key) {
    const PrimaryKey& key = *table.primary_key;
    out << "  key " << shown(key.name) << shown(key.columns) << static_cast<int>(key.on_conflict)
        << key.autoincrement << key.rowid_alias << "\n";
  }
  for (const Unique& unique : table.uniques) {
    out << "  unique " << shown(unique.name) << shown(unique.columns)
        << static_cast<int>(unique.on_conflict) << "\n";
  }
  for (const Check& check : table.checks) {
    out << "  check " << shown(check.name) << check.expression << "\n";
  }
  for (const ForeignKey& key : table.foreign_keys) out << shown(key);
  for (const auto& [name, index] : table.indexes) {
    out << "  index <" << name.text() << "> " << index.unique << shown(index.columns)
        << index.where.value_or("-") << "\n";
  }
  return out.str();
}

std::string shown(const Schema& schema) {
  std::string result;
  for (const auto& [name, table] : schema.tables) result += shown(table);
  for (const auto& [name, view] : schema.views) result += view.sql + shown(view.columns) + "\n";
  for (const auto& [name, trigger] : schema.triggers) result += trigger.sql + "\n";
  return result;
}

Schema schema_of(const std::vector<DeclaredStatement>& statements) {
  const Connection connection = Connection::in_memory("test");
  for (const DeclaredStatement& statement : statements) {
    INFO(statement.sql);
    connection.execute(statement.sql);
  }
  return introspect(connection);
}

Schema schema_of(const std::string& sql) {
  return schema_of(std::vector<DeclaredStatement>{{sql, {}}});
}

void check_round_trip(const std::string& sql) {
  INFO(sql);
  const Schema schema = schema_of(sql);
  const std::string yaml = write_schema_yaml(schema, {});
  INFO(yaml);
  const Schema again = schema_of(read_schema_yaml(yaml, "test.yaml").statements);
  CHECK(shown(schema) == shown(again));
  CHECK(write_schema_yaml(again, {}) == yaml);
}

}  // namespace

TEST_CASE("columns come back") {
  check_round_trip("CREATE TABLE t(a, b TEXT, c VARCHAR(10), d DECIMAL(10,2), e \"my type\")");
  check_round_trip("CREATE TABLE t(a INT NOT NULL, b INT CONSTRAINT nn NOT NULL ON CONFLICT FAIL)");
  check_round_trip(
      "CREATE TABLE t(a DEFAULT 1, b DEFAULT 'x: #', c DEFAULT (1 + 1), d DEFAULT NULL,"
      " e DEFAULT TRUE, f DEFAULT -1.5, g DEFAULT CURRENT_TIMESTAMP, h DEFAULT '', i DEFAULT x'00',"
      " j DEFAULT hello, k DEFAULT (datetime('now')), l DEFAULT 'line\n  two ')");
  check_round_trip("CREATE TABLE t(a TEXT COLLATE NOCASE, b TEXT COLLATE BINARY)");
  check_round_trip(
      "CREATE TABLE t(a INT, b GENERATED ALWAYS AS (a * 2), c TEXT AS (a || ': x') STORED)");
  check_round_trip("CREATE TABLE t(null_ INT, \"null\" INT, \"true\" \"null\", \"1\" INT)");
  check_round_trip("CREATE TABLE t(a INTEGER, b TEXT, c ANY) STRICT");
}

TEST_CASE("primary keys come back, and so does what is the rowid") {
  for (const std::string body :
       {"id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY AUTOINCREMENT", "id INT PRIMARY KEY",
        "id INTEGER PRIMARY KEY DESC", "id INTEGER, PRIMARY KEY(id DESC)",
        "id INTEGER, PRIMARY KEY(id AUTOINCREMENT)", "id INTEGER CONSTRAINT pk PRIMARY KEY",
        "id INTEGER, CONSTRAINT pk PRIMARY KEY(id)", "id TEXT PRIMARY KEY ON CONFLICT REPLACE",
        "id TEXT CONSTRAINT pk PRIMARY KEY DESC ON CONFLICT IGNORE", "id \"integer\" PRIMARY KEY",
        "id INTEGER CONSTRAINT pk PRIMARY KEY DESC",
        "id INTEGER, PRIMARY KEY(id DESC AUTOINCREMENT)",
        "a TEXT COLLATE NOCASE, b, PRIMARY KEY(a COLLATE BINARY, b DESC)",
        "a TEXT, PRIMARY KEY(a COLLATE RTRIM)", "a TEXT COLLATE NOCASE PRIMARY KEY",
        "a INTEGER, PRIMARY KEY(a COLLATE NOCASE)"}) {
    check_round_trip("CREATE TABLE t(" + body + ")");
  }
  check_round_trip("CREATE TABLE t(a INTEGER PRIMARY KEY, b) WITHOUT ROWID");
  check_round_trip("CREATE TABLE t(a INTEGER PRIMARY KEY DESC, b) WITHOUT ROWID");
  check_round_trip("CREATE TABLE t(a TEXT, b INT, PRIMARY KEY(b, a)) STRICT, WITHOUT ROWID");
  check_round_trip("CREATE TABLE t(a TEXT PRIMARY KEY, b INT) STRICT");
}

TEST_CASE("constraints come back in their order, with their names") {
  check_round_trip(
      "CREATE TABLE t(a UNIQUE, b, c CONSTRAINT u UNIQUE ON CONFLICT IGNORE, UNIQUE(a, b),"
      " CONSTRAINT \"u: 2\" UNIQUE(b COLLATE NOCASE DESC) ON CONFLICT ROLLBACK, UNIQUE(c, a "
      "DESC))");
  check_round_trip(
      "CREATE TABLE t(a CHECK(a > 0), b, CONSTRAINT x CHECK(b <> '# no'), CHECK(a<b))");
  check_round_trip("CREATE TABLE t(a, CONSTRAINT x CHECK(a > 0), CONSTRAINT X CHECK(a < 9))");
  check_round_trip("CREATE TABLE t(a, CONSTRAINT x CHECK(a > 0), CONSTRAINT x CHECK(a < 9))");
  check_round_trip("CREATE TABLE t(a, b, CHECK(a > 0 -- positive\n), CHECK(a IN (1,\n\t2,\n 3)))");
  check_round_trip(
      "CREATE TABLE p(x PRIMARY KEY, y, UNIQUE(x, y));"
      "CREATE TABLE t(a REFERENCES p, b REFERENCES p(x) ON DELETE SET NULL ON UPDATE CASCADE,"
      " c CONSTRAINT f REFERENCES p(x) DEFERRABLE INITIALLY DEFERRED, d REFERENCES p MATCH FULL"
      " NOT DEFERRABLE, FOREIGN KEY(a, b) REFERENCES p(x, y) ON DELETE RESTRICT,"
      " CONSTRAINT g FOREIGN KEY(b) REFERENCES p ON DELETE SET DEFAULT DEFERRABLE)");
  check_round_trip(
      "CREATE TABLE p(x PRIMARY KEY);"
      "CREATE TABLE t(a, b, FOREIGN KEY(b) REFERENCES p, FOREIGN KEY(a) REFERENCES p,"
      " FOREIGN KEY(a) REFERENCES p(x))");
}

TEST_CASE("indexes come back") {
  check_round_trip(
      "CREATE TABLE t(a TEXT COLLATE NOCASE, b TEXT, c INT);"
      "CREATE INDEX plain ON t(a); CREATE UNIQUE INDEX u ON t(b, c DESC);"
      "CREATE INDEX collated ON t(a COLLATE BINARY, b COLLATE rtrim DESC);"
      "CREATE INDEX part ON t(a) WHERE b = 'x: y' AND c > 0;"
      "CREATE INDEX expr ON t(lower(a), b || c DESC, (a || b) COLLATE NOCASE, +a, abs(c));"
      "CREATE INDEX comment ON t(c + 1 -- one\n, b);");
}

TEST_CASE("views, triggers and virtual tables come back as they are") {
  check_round_trip(
      "CREATE TABLE t(a, b);"
      "CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w(x, y) AS\n  SELECT a,\n\tb\nFROM t  \n;"
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN\n  UPDATE t SET a = 'x;';\nEND;"
      "CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN SELECT CASE WHEN 1 THEN 2 END; END;"
      "CREATE VIRTUAL TABLE docs USING fts5(body, content='t');");
}

TEST_CASE("types and names of keys come back as SQLite has them") {
  for (const char* const sql :
       {"CREATE TABLE t(a \" \", b)", "CREATE TABLE t(a \"X\nY\", b X\nY, c X /* y */ Z, d X  Y)",
        "CREATE TABLE t(a, b, UNIQUE(B), UNIQUE(a))", "CREATE TABLE t(a, b, PRIMARY KEY(B, A))",
        "CREATE TABLE p(x PRIMARY KEY); CREATE TABLE t(a, FOREIGN KEY(A) REFERENCES p)"}) {
    CAPTURE(sql);
    const std::string yaml = write_schema_yaml(schema_of(sql), {});
    const Schema again = schema_of(read_schema_yaml(yaml, "test.yaml").statements);
    CHECK(write_schema_yaml(again, {}) == yaml);
  }
}

TEST_CASE("any name comes back") {
  const std::string long_name(1500, 'n');
  for (const std::string& name : {std::string(""),
                                  std::string(" "),
                                  std::string("a b"),
                                  std::string("it's"),
                                  std::string("a\"\"b"),
                                  std::string("a\nb"),
                                  std::string("a\r\nb"),
                                  std::string("\ttab"),
                                  std::string("größe"),
                                  std::string("日本"),
                                  std::string("\xF0\x9F\x98\x80"),
                                  std::string("# c"),
                                  std::string("a: b"),
                                  std::string("- x"),
                                  std::string("null"),
                                  std::string("~"),
                                  std::string("Yes"),
                                  std::string("1e3"),
                                  std::string("0x1F"),
                                  std::string("<<"),
                                  std::string("{a}"),
                                  std::string("[a, b]"),
                                  std::string("a\\b"),
                                  std::string("*x"),
                                  std::string("&x"),
                                  std::string("!x"),
                                  std::string("%x"),
                                  std::string("?"),
                                  std::string(":"),
                                  std::string("=x"),
                                  std::string("2020-01-01"),
                                  std::string("\x04\x7F"),
                                  std::string("\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF"),
                                  long_name}) {
    const std::string quoted = "\"" + name + "\"";
    check_round_trip("CREATE TABLE " + quoted + "(" + quoted + " INT CONSTRAINT " + quoted +
                     " NOT NULL, b INT CONSTRAINT " + quoted + " CHECK(b > 0) REFERENCES " +
                     quoted + "(" + quoted + "), UNIQUE(" + quoted + "));CREATE INDEX \"i" + name +
                     "\" ON " + quoted + "(" + quoted + ");CREATE VIEW \"v" + name +
                     "\" AS SELECT " + quoted + " FROM " + quoted);
  }
}

TEST_CASE("a table that is only partly understood goes in as its SQL, with its indexes") {
  Schema schema = schema_of(
      "CREATE TABLE t(a TEXT COLLATE NOCASE,\n  b);CREATE INDEX i ON t(a, b COLLATE RTRIM)");
  schema.tables.begin()->second.understanding = Understanding::partial;
  const std::string yaml = write_schema_yaml(schema, {});
  CHECK(yaml ==
        "format: plumbline.schema/1\ntables:\n  t:\n    sql: |-\n"
        "      CREATE TABLE t(a TEXT COLLATE NOCASE,\n        b)\n"
        "    indexes:\n      i: [a, { column: b, collate: RTRIM }]\n");
  Schema again = schema_of(read_schema_yaml(yaml, "test.yaml").statements);
  again.tables.begin()->second.understanding = Understanding::partial;
  CHECK(shown(schema) == shown(again));
}

TEST_CASE("what is written is what a person would write") {
  Schema schema = schema_of(
      "CREATE TABLE teams(id INTEGER PRIMARY KEY);"
      "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL COLLATE NOCASE"
      " UNIQUE, team INT DEFAULT 1 REFERENCES teams(id) ON DELETE CASCADE, note ANY,"
      " CONSTRAINT has_at CHECK(instr(email, '@') > 0)) STRICT;"
      "CREATE INDEX by_team ON users(team, email DESC) WHERE team IS NOT NULL");
  schema.user_version = 7;
  schema.application_id = 0;
  CHECK(write_schema_yaml(schema, {"app.db", "2024-05-01T10:00:00Z"}) ==
        R"(format: plumbline.schema/1
taken_at: "2024-05-01T10:00:00Z"
database: app.db
user_version: 7
tables:
  teams:
    columns:
      id: { type: INTEGER, primary_key: true }
  users:
    columns:
      id: { type: INTEGER, primary_key: true, autoincrement: true }
      email: { type: TEXT, not_null: true, collate: NOCASE }
      team: { type: INT, default: "1", references: { table: teams, column: id, on_delete: cascade } }
      note: ANY
    unique:
      - [email]
    checks:
      has_at: "instr(email, '@') > 0"
    options: [strict]
    indexes:
      by_team: { columns: [team, { column: email, desc: true }], where: team IS NOT NULL }
)");
}

TEST_CASE("text that is not UTF-8 is an error that names the object") {
  const Schema schema = schema_of("CREATE TABLE t(a DEFAULT '\xFF')");
  CHECK_THROWS_WITH_AS(write_schema_yaml(schema, {}),
                       "table \"t\" holds text that is not UTF-8; YAML cannot", Error);
}

}  // namespace plumbline
