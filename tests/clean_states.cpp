#include "tests/clean_states.hpp"

#include <fstream>

#include "analyzer/forecast/crash_log.hpp"
#include "analyzer/forecast/synthesise_rows.hpp"
#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/history/runner/runner.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "tests/stopped_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// As the runners do: https://kysely.dev/docs/migrations,
/// https://developers.cloudflare.com/d1/reference/migrations/
RealStart start_under(const std::string& runner) {
  RealStart start;
  if (runner == "d1") {
    start.transaction = TransactionMode::per_migration;
    start.record = "INSERT INTO d1_migrations (name) VALUES ('$NAME.sql')";
  } else {
    start.record = "INSERT INTO kysely_migration VALUES ('$NAME', '2026-02-01T00:00:00.000Z')";
  }
  return start;
}

std::vector<std::string> list(const Connection& connection, const std::string& query) {
  std::vector<std::string> values;
  Query rows(connection, query);
  while (rows.step()) values.emplace_back(rows.text(0));
  return values;
}

std::string text_of(const std::string& value) {
  std::string text = "'";
  for (const char c : value) text += c == '\'' ? std::string("''") : std::string(1, c);
  return text + "'";
}

std::string rows_of(const Connection& connection, const std::string& table) {
  std::string columns;
  for (const std::string& column :
       list(connection, "SELECT name FROM pragma_table_info(" + text_of(table) + ")")) {
    columns +=
        (columns.empty() ? "quote(" : " || ',' || quote(") + Identifier(column).quoted() + ")";
  }
  const std::string name = Identifier(table).quoted();
  std::string rows;
  for (const std::string& values : list(connection, "SELECT " + columns + " FROM " + name)) {
    rows += "INSERT INTO " + name + " VALUES(" + values + ");\n";
  }
  return rows;
}

std::string dumped_table(const Connection& connection, const std::string& table,
                         const std::string& sql) {
  if (table == "sqlite_sequence")
    return "DELETE FROM sqlite_sequence;\n" + rows_of(connection, table);
  if (table.starts_with("sqlite_stat"))
    return "ANALYZE sqlite_schema;\n" + rows_of(connection, table);
  if (sql.starts_with("CREATE VIRTUAL")) {
    return "PRAGMA writable_schema=ON;\nINSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)"
           "VALUES('table'," +
           text_of(table) + "," + text_of(table) + ",0," + text_of(sql) + ");\n";
  }
  return sql + ";\n" + rows_of(connection, table);
}

class History {
 public:
  History(const fs::path& directory, const std::string& runner, const Options& options)
      : options_(options),
        folder_(PrivateDirectory::make()),
        bare_(folder_.path() / "bare.db"),
        behind_(folder_.path() / "behind.db"),
        name_(directory.filename().string()),
        state_{name_ + " before its first",
               folder_.path() / "app.db",
               directory,
               folder_.path() / "migrations",
               runner,
               start_under(runner)} {
    for (const Migration& migration :
         read_migrations(directory.string(), runners_named(runner).front(), options).list) {
      state_.rest.runs.push_back(migration.file);
    }
    fs::create_directory(state_.up_to_now);
    std::ofstream(bare_).close();
    create_log(open_as_application(bare_), runner);
    fs::copy_file(bare_, behind_);
  }

  void visit(const std::function<void(const CleanState&)>& visit) {
    while (!state_.rest.runs.empty()) {
      const fs::path file = state_.rest.runs.front();
      if (!lay_out(file)) return;
      visit(state_);
      fs::copy(file, state_.up_to_now);
      state_.name = name_ + " behind " + file.stem().string();
      state_.rest.runs.erase(state_.rest.runs.begin());
    }
    lay_out(behind_, 3);
    visit(state_);
  }

 private:
  /// The fullest database on which the file runs, where it runs on any; the third row of a table is
  /// one that was left at its defaults and NULLs.
  bool lay_out(const fs::path& file) {
    const fs::path full = folder_.path() / "full.db";
    fs::copy_file(behind_, full, fs::copy_options::overwrite_existing);
    const bool filled = tries(full, 3, file) || tries(full, 2, file) || tries(full, 0, file);
    return (filled || tries(bare_, 2, file) || tries(bare_, 0, file)) &&
           !run_start(bare_, only(file), options_.foreign_keys);
  }

  bool tries(const fs::path& from, int rows, const fs::path& file) {
    lay_out(from, rows);
    fs::copy_file(state_.database, behind_, fs::copy_options::overwrite_existing);
    return !run_start(behind_, only(file), options_.foreign_keys);
  }

  void lay_out(const fs::path& from, int rows) {
    fs::copy_file(from, state_.database, fs::copy_options::overwrite_existing);
    const Connection connection = open_as_application(state_.database);
    synthesise_rows(connection, introspect(connection), rows, tables_of_log(state_.runner));
  }

  RealStart only(const fs::path& file) const {
    RealStart start = state_.rest;
    start.runs = {file.string()};
    start.transaction = TransactionMode::none;
    return start;
  }

  const Options& options_;
  PrivateDirectory folder_;
  fs::path bare_, behind_;  ///< without made-up rows, and with them
  std::string name_;
  CleanState state_;
};

}  // namespace

void visit_clean_states(const fs::path& directory, const std::string& runner,
                        const Options& options,
                        const std::function<void(const CleanState&)>& visit) {
  History(directory, runner, options).visit(visit);
}

std::string dump_of(const fs::path& database) {
  const Connection connection = open_as_application(database);
  std::string dump = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n";
  bool edits = false;
  for (const std::string& table : list(connection,
                                       "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                       " ORDER BY name = 'sqlite_sequence', rowid")) {
    const auto sql = connection.text(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = " + text_of(table));
    const std::string text = dumped_table(connection, table, sql.value_or(""));
    edits |= text.starts_with("PRAGMA writable_schema");
    dump += text;
  }
  for (const std::string& sql : list(
           connection, "SELECT sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL")) {
    dump += sql + ";\n";
  }
  return dump + (edits ? "PRAGMA writable_schema=OFF;\n" : "") + "COMMIT;\n";
}

}  // namespace plumbline
