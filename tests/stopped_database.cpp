#include "tests/stopped_database.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// Where the undo part begins, in the files of goose and of dbmate.
std::string forward_part(const fs::path& file) {
  const std::string text = read_bytes(file);
  return text.substr(0, std::min(text.find("-- +goose Down"), text.find("-- migrate:down")));
}

}  // namespace

void lay_out(const StoppedCase& stopped) {
  fs::copy(stopped.file.parent_path(), ".", fs::copy_options::recursive);
  make_database("app.db", read_bytes("before.sql"));
  if (stopped.stopped) {
    run_and_stop("app.db", stopped.stopped->file, stopped.stopped->after_statement);
  }
}

Connection open_as_application(const fs::path& database) {
  Connection connection = Connection::open_read_write("file:" + database.string(), "the database");
  connection.execute("PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF;");
  return connection;
}

void run_and_stop(const fs::path& database, const fs::path& file, int count) {
  const Connection connection = open_as_application(database);
  const std::string text = forward_part(file);
  const char* rest = text.c_str();
  for (int done = 0; done < count;) {
    const char* const sql = rest;
    sqlite3_stmt* statement = nullptr;
    int result = sqlite3_prepare_v2(connection.handle(), sql, -1, &statement, &rest);
    const bool is_statement = statement != nullptr;
    while (is_statement && (result = sqlite3_step(statement)) == SQLITE_ROW) {
    }
    sqlite3_finalize(statement);
    if (result != SQLITE_DONE && result != SQLITE_OK) {
      throw to_error(connection.last_failure(), {file.string(), 0, 0});
    }
    if (is_statement) ++done;
    if (*rest == '\0' && done < count)
      throw Error(Error::Kind::failed, {file.string(), 0, 0}, "has fewer statements");
  }
}

std::optional<std::string> run_migration_file(const fs::path& database, const fs::path& file) {
  const auto failure = open_as_application(database).try_execute(forward_part(file));
  if (!failure) return std::nullopt;
  return failure->message;
}

std::string answer_to(const Connection& connection, const std::string& query) {
  Query rows(connection, query);
  std::string answer;
  for (bool first = true; rows.step(); first = false) {
    if (!first) answer += "\n";
    for (int column = 0; column < rows.columns(); ++column) {
      if (column > 0) answer += "|";
      answer += rows.text(column);
    }
  }
  return answer;
}

std::string complaints(const Connection& connection) {
  const std::string integrity = answer_to(connection, "PRAGMA integrity_check");
  return (integrity == "ok" ? "" : integrity) + answer_to(connection, "PRAGMA foreign_key_check");
}

}  // namespace plumbline
