#include "tests/real_start.hpp"

#include <sqlite3.h>

#include "tests/scenario.hpp"
#include "tests/stopped_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

class Application {
 public:
  Application(const fs::path& database, const RealStart& start, bool foreign_keys)
      : start_(start),
        connection_(Connection::open_read_write("file:" + database.string(), "the database")) {
    run("PRAGMA synchronous=OFF");
    run(foreign_keys ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF");
  }

  std::optional<RealFailure> run_all() {
    for (const std::string& file : start_.runs) {
      const bool is_migration = fs::path(file).has_parent_path();
      if (!(is_migration ? run_migration(file) : run_script(file))) break;
    }
    if (!failure_ && !start_.runs.empty()) own("COMMIT", start_.runs.back());
    if (connection_.in_transaction()) run("ROLLBACK");
    return failure_;
  }

 private:
  /// As executescript does: what is open is committed first, and nothing is put around it.
  bool run_script(const std::string& file) { return own("COMMIT", file) && run_statements(file); }

  bool run_migration(const std::string& file) {
    const bool together = start_.transaction == TransactionMode::all;
    if (!together && !own("COMMIT", file)) return false;
    if (start_.transaction != TransactionMode::none && !connection_.in_transaction()) run("BEGIN");
    if (!run_statements(file) || !own(record_of(file), file)) return false;
    return together || own("COMMIT", file);
  }

  std::string record_of(const std::string& file) const {
    std::string sql = start_.record;
    const std::string word = "$NAME";
    const std::size_t at = sql.find(word);
    if (at != std::string::npos) sql.replace(at, word.size(), fs::path(file).stem().string());
    return sql;
  }

  /// A statement of the runner's own.
  bool own(const std::string& sql, const std::string& file) {
    if (sql == "COMMIT" && !connection_.in_transaction()) return true;
    if (run(sql)) return true;
    failure_ = RealFailure{file, 0, sqlite3_errmsg(connection_.handle())};
    return false;
  }

  bool run(const std::string& sql) {
    return sqlite3_exec(connection_.handle(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }

  bool run_statements(const std::string& file) {
    const std::string text = read_bytes(file);
    const char* rest = text.c_str();
    for (int number = 1; *rest != '\0';) {
      sqlite3_stmt* statement = nullptr;
      int result = sqlite3_prepare_v2(connection_.handle(), rest, -1, &statement, &rest);
      const bool is_statement = statement != nullptr;
      while (is_statement && (result = sqlite3_step(statement)) == SQLITE_ROW) {
      }
      if (result != SQLITE_DONE && result != SQLITE_OK) {
        failure_ = RealFailure{file, number, sqlite3_errmsg(connection_.handle())};
      }
      sqlite3_finalize(statement);
      if (failure_) return false;
      if (is_statement) ++number;
    }
    return true;
  }

  const RealStart& start_;
  Connection connection_;
  std::optional<RealFailure> failure_;
};

/// Both databases on one connection: what was is `main`, what is `behind`.
class TwoDatabases {
 public:
  TwoDatabases(const fs::path& before, const fs::path& after)
      : connection_(Connection::open_read_write("file:" + before.string(), "the database")) {
    connection_.execute("ATTACH '" + after.string() + "' AS behind");
  }

  std::vector<std::string> list(const std::string& query) const {
    std::vector<std::string> values;
    Query rows(connection_, query);
    while (rows.step()) values.emplace_back(rows.text(0));
    return values;
  }
  std::int64_t number(const std::string& query) const {
    return connection_.integer(query).value_or(0);
  }
  bool has(const std::string& query) const { return number("SELECT EXISTS (" + query + ")") != 0; }

 private:
  Connection connection_;
};

std::string quoted(const std::string& name) { return Identifier(name).quoted(); }
std::string text_of(const std::string& value) { return "'" + value + "'"; }

class Comparison {
 public:
  Comparison(const TwoDatabases& two, const std::vector<std::pair<std::string, std::string>>& moved)
      : two_(two), moved_(moved.begin(), moved.end()) {}

  Lost lost() {
    for (const std::string& table :
         two_.list("SELECT name FROM pragma_table_list WHERE schema = 'main'"
                   " AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'")) {
      compare(table);
    }
    return lost_;
  }

 private:
  std::string now(const std::string& name) const {
    const auto moved = moved_.find(name);
    return moved == moved_.end() ? name : moved->second;
  }

  void note(const std::string& name, std::int64_t count) {
    if (count > 0) lost_[name] = count;
  }

  void compare(const std::string& table) {
    const std::string name = now(table);
    const std::int64_t rows = two_.number("SELECT count(*) FROM main." + quoted(table));
    if (!two_.has("SELECT 1 FROM behind.sqlite_schema WHERE type = 'table' AND name = " +
                  text_of(name))) {
      return note(table, rows);
    }
    const std::int64_t left = two_.number("SELECT count(*) FROM behind." + quoted(name));
    note(table, rows - left);
    if (left == 0) return;
    for (const std::string& column :
         two_.list("SELECT name FROM pragma_table_info(" + text_of(table) + ", 'main')")) {
      compare(table, name, column);
    }
  }

  void compare(const std::string& table, const std::string& name, const std::string& column) {
    const std::string shown = table + "." + column;
    const std::string is_there = "SELECT 1 FROM pragma_table_xinfo(" + text_of(name) +
                                 ", 'behind') WHERE name = " + text_of(column);
    if (!two_.has(is_there)) {
      if (moved_.contains(shown)) return;
      return note(shown,
                  two_.number("SELECT count(" + quoted(column) + ") FROM main." + quoted(table)));
    }
    if (!is_cleared(table, column)) return;
    note(shown,
         two_.number("SELECT count(*) FROM main." + quoted(table) + " AS a JOIN behind." +
                     quoted(name) + " AS b ON a.rowid = b.rowid WHERE a." + quoted(column) +
                     " IS NOT NULL AND b." + quoted(column) + " IS NOT a." + quoted(column)));
  }

  bool is_cleared(const std::string& table, const std::string& column) const {
    return two_.has("SELECT 1 FROM pragma_foreign_key_list(" + text_of(table) +
                    ", 'main') WHERE \"from\" = " + text_of(column) +
                    " AND on_delete IN ('SET NULL', 'SET DEFAULT')");
  }

  const TwoDatabases& two_;
  std::map<std::string, std::string> moved_;
  Lost lost_;
};

}  // namespace

std::optional<RealFailure> run_start(const fs::path& database, const RealStart& start,
                                     bool foreign_keys) {
  return Application(database, start, foreign_keys).run_all();
}

Lost lost_between(const fs::path& before, const fs::path& after,
                  const std::vector<std::pair<std::string, std::string>>& moved) {
  const TwoDatabases two(before, after);
  return Comparison(two, moved).lost();
}

}  // namespace plumbline
