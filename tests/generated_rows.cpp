#include "tests/generated_rows.hpp"

#include <array>
#include <random>

namespace plumbline {

namespace {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  GeneratedRows all() {
    columns();
    parent();
    constraints();
    rows();
    return std::move(result_);
  }

 private:
  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
  }
  bool once_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  std::string one_of(const std::array<const char*, N>& words) {
    return words[below(N)];
  }

  std::string type() {
    return one_of(std::array{"", "INT", "INTEGER", "TEXT", "REAL", "NUMERIC", "BLOB", "VARCHAR(9)",
                             "DATE", "DOUBLE"});
  }
  std::string collation() { return one_of(std::array{"", "", "", "NOCASE", "RTRIM"}); }
  std::string value() {
    return one_of(std::array{"NULL",
                             "NULL",
                             "0",
                             "1",
                             "1",
                             "2",
                             "-1",
                             "1.0",
                             "1.5",
                             "2.0",
                             "'1'",
                             "'1.0'",
                             "' 1'",
                             "'1 '",
                             "'a'",
                             "'A'",
                             "'a '",
                             "'b'",
                             "''",
                             "x''",
                             "x'31'",
                             "'1e2'",
                             "100",
                             "'0x10'",
                             "16",
                             "9223372036854775807",
                             "9223372036854775807.0",
                             "'9223372036854775808'",
                             "-9223372036854775808.0",
                             "-9223372036854775808",
                             "9e999",
                             "-9e999",
                             "'1e999'",
                             "'abc'",
                             "'12abc'",
                             "char(49, 0, 50)",
                             "1e15",
                             "'1000000000000000'",
                             "0.1",
                             "'0.1'",
                             "'.5'",
                             "0.5",
                             "4503599627370497.5",
                             "'-0'",
                             "-0.0",
                             "'+1'",
                             "'١'",
                             "'É'",
                             "'é'",
                             "'1_000'"});
  }
  std::string column() { return result_.live[below(result_.live.size())].name; }

  void columns() {
    const std::size_t count = 2 + below(3);
    const bool changes = once_in(3);
    for (std::size_t i = 0; i < count; ++i) {
      const GeneratedColumn live{"c" + std::to_string(i), type(), collation()};
      GeneratedColumn target = live;
      if (changes && once_in(2)) target.type = type();
      if (changes && once_in(4)) target.collation = collation();
      result_.live.push_back(live);
      result_.target.push_back(target);
    }
  }

  void parent() {
    result_.parent = "CREATE TABLE p (k " + type() + " " + collate(collation()) + " UNIQUE, l " +
                     type() + " " + collate(collation()) + ", UNIQUE (k, l));";
    const std::size_t count = below(12);
    for (std::size_t i = 0; i < count; ++i) {
      result_.parent += "INSERT OR IGNORE INTO p VALUES (" + value() + ", " + value() + ");";
    }
  }

  static std::string collate(const std::string& name) {
    return name.empty() ? "" : "COLLATE " + name;
  }

  std::string expression() {
    const std::string a = column(), b = column();
    switch (below(9)) {
      case 0:
        return a + " > " + value();
      case 1:
        return a + " <> " + b;
      case 2:
        return a + " IN (" + value() + ", " + value() + ")";
      case 3:
        return "length(" + a + ") < 3";
      case 4:
        return a + " BETWEEN " + value() + " AND " + b;
      case 5:
        return a + " IS NOT NULL OR " + b + " IS NULL";
      case 6:
        return a + " LIKE '1%' AND " + b + " -- a remark";
      case 7:
        return a + " COLLATE NOCASE = 'A' OR typeof(" + b + ") <> 'text'";
      default:
        return a + " + " + b + " < 3";
    }
  }

  std::string key_part() {
    switch (below(5)) {
      case 0:
        return column() + " COLLATE " + one_of(std::array{"NOCASE", "BINARY", "RTRIM"});
      case 1:
        return "lower(" + column() + ")";
      case 2:
        return column() + " DESC";
      default:
        return column();
    }
  }

  std::string index() {
    const std::string name = "i" + std::to_string(result_.constraints.size());
    return "CREATE UNIQUE INDEX " + name + " ON t (" + key_part() +
           (once_in(2) ? ", " + key_part() : "") + ")" +
           (once_in(3) ? " WHERE " + expression() + "\n" : "");
  }

  void add(BreakableKind kind, const std::string& of, const std::string& clause) {
    result_.constraints.push_back({kind, of, clause});
  }

  void constraints() {
    const std::string a = column(), b = column(), c = column(), strict = column();
    add(BreakableKind::not_null, a, "");
    for (int i = 0; i < 2; ++i) add(BreakableKind::check, "", "CHECK (" + expression() + "\n)");
    add(BreakableKind::unique, "", "UNIQUE (" + a + (a == b ? "" : ", " + b) + ")");
    for (int i = 0; i < 2; ++i) add(BreakableKind::unique_index, "", index());
    add(BreakableKind::foreign_key, c, "FOREIGN KEY (" + c + ") REFERENCES p (k)");
    if (a != c) {
      const std::string both = "FOREIGN KEY (" + c + ", " + a + ") REFERENCES p (k, l)";
      add(BreakableKind::foreign_key, c + ", " + a, both);
    }
    add(BreakableKind::strict_type, strict,
        one_of(std::array{"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"}));
  }

  void rows() {
    const std::size_t count = below(24);
    for (std::size_t row = 0; row < count; ++row) {
      std::string values;
      for (std::size_t i = 0; i < result_.live.size(); ++i) {
        values += (i == 0 ? "" : ", ") + value();
      }
      result_.rows += "INSERT INTO t VALUES (" + values + ");\n";
    }
  }

  std::mt19937_64 random_;
  GeneratedRows result_;
};

}  // namespace

GeneratedRows generate_rows(std::uint64_t seed) { return Generator(seed).all(); }

std::string create_table(const std::string& name, const std::vector<GeneratedColumn>& columns,
                         const std::vector<GeneratedConstraint>& constraints) {
  std::string sql, clauses, indexes, strict;
  for (const GeneratedConstraint& one : constraints) {
    if (one.kind == BreakableKind::unique_index) {
      indexes += ";\n" + one.clause;
    } else if (one.kind == BreakableKind::strict_type) {
      strict = one.column;
    } else if (one.kind != BreakableKind::not_null) {
      clauses += ", " + one.clause;
    }
  }
  for (const GeneratedColumn& column : columns) {
    std::string type = strict.empty() ? column.type : "ANY";
    std::string not_null;
    for (const GeneratedConstraint& one : constraints) {
      if (one.column != column.name) continue;
      if (one.kind == BreakableKind::strict_type) type = one.clause;
      if (one.kind == BreakableKind::not_null) not_null = " NOT NULL";
    }
    sql += (sql.empty() ? "" : ", ") + column.name + " " + type +
           (column.collation.empty() ? "" : " COLLATE " + column.collation) + not_null;
  }
  return "CREATE TABLE " + name + " (" + sql + clauses + ")" + (strict.empty() ? "" : " STRICT") +
         indexes;
}

}  // namespace plumbline
