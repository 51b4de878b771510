#include "analyzer/history/log/read_log.hpp"

#include <algorithm>
#include <set>

#include "analyzer/history/log/log_locks.hpp"
#include "analyzer/history/runner/fit_runner.hpp"

namespace plumbline {

namespace {

/// A row as it is read, before it is decided what counts.
struct LogRow {
  LogRecord record;
  bool no_key = false;
  bool ok = false;
  bool ignored = false;
  std::optional<std::string> baseline;
};

struct Reading {
  const Connection& connection;
  const Runner& runner;
  std::string from;               ///< the table's name, quoted
  std::vector<Identifier> names;  ///< of its columns
  MigrationLog& log;

  void note(const std::string& text) const { log.notes.push_back(text); }
  bool has(const std::string& column) const {
    return std::ranges::count(names, Identifier(column)) > 0;
  }
  bool compiles(const std::string& sql) const { return !connection.try_prepare(sql); }
};

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::vector<Identifier> column_names(const Connection& connection, const std::string& from) {
  const std::string sql = "SELECT * FROM " + from + " LIMIT 0";
  std::vector<Identifier> names;
  if (connection.try_prepare(sql)) return names;
  const Query query(connection, sql);
  for (int i = 0; i < query.columns(); ++i) names.emplace_back(query.column_name(i));
  return names;
}

void note_missing_columns(const Reading& reading) {
  for (const std::string& column : reading.runner.columns) {
    if (reading.has(column)) continue;
    reading.note("column " + column + " is missing: " + reading.runner.title + " has one");
  }
}

/// `expression` over the row where SQLite can make something of it, else `otherwise`.
std::string readable(const Reading& reading, const std::string& expression,
                     const std::string& otherwise) {
  const std::string sql = with_table_name(expression, reading.from);
  if (sql.empty() || !reading.compiles("SELECT (" + sql + ") FROM " + reading.from)) {
    return otherwise;
  }
  return "(" + sql + ")";
}

// A name in double quotes that is no column is a text to SQLite
// (https://sqlite.org/quirks.html#dblquote), so columns are looked up first.
std::string checksum_sql(const Reading& reading) {
  if (!reading.runner.checksum || !reading.has(reading.runner.checksum->column)) return "NULL";
  const std::string column = Identifier(reading.runner.checksum->column).quoted();
  return "CASE typeof(" + column + ") WHEN 'blob' THEN lower(hex(" + column + ")) ELSE " + column +
         " END";
}

/// A number that some driver has stored as 20260101000000.0 is written as the whole that it is.
std::string key_sql(const std::string& key) {
  return "CASE WHEN typeof(" + key + ") = 'real' AND " + key + " = CAST(" + key +
         " AS INTEGER) THEN CAST(" + key + " AS INTEGER) ELSE " + key + " END";
}

/// The order in which the rows were written. Without it SQLite may read an index instead:
/// https://sqlite.org/lang_select.html#the_order_by_clause
std::string order_sql(const Reading& reading, const std::string& select) {
  const std::string& newest = reading.runner.newest_row_by;
  std::vector<std::string> orders = {" ORDER BY rowid"};
  if (!newest.empty() && reading.has(newest)) {
    orders.insert(orders.begin(), " ORDER BY " + Identifier(newest).quoted());
  }
  for (const std::string& order : orders) {
    if (reading.compiles(select + order)) return order;
  }
  return "";
}

std::string select_sql(const Reading& reading, const std::string& key) {
  const Runner& runner = reading.runner;
  const std::string select =
      "SELECT " + key_sql(key) + ", coalesce(" + readable(reading, runner.ok, "1") +
      ", 0) <> 0, coalesce(" + readable(reading, runner.failed, "0") + ", 0) <> 0, coalesce(" +
      readable(reading, runner.ignored, "0") + ", 0) <> 0, " + checksum_sql(reading) + ", " +
      readable(reading, runner.at, "NULL") + ", " + readable(reading, runner.baseline, "NULL") +
      ", " + readable(reading, runner.resumes_behind, "NULL") + ", coalesce(" +
      readable(reading, runner.not_run, "0") + ", 0) <> 0 FROM " + reading.from;
  return select + order_sql(reading, select);
}

std::string checksum_text(const Runner& runner, std::string_view text) {
  const bool unknown = runner.checksum && std::ranges::count(runner.checksum->unknown, text) > 0;
  return unknown ? "" : std::string(text);
}

LogRow row_of(const Query& query, const Runner& runner) {
  LogRow row;
  row.no_key = query.is_null(0);
  row.record.key = query.text(0);
  row.ok = query.integer(1) != 0;
  row.record.failed = query.integer(2) != 0;
  row.ignored = query.integer(3) != 0;
  row.record.checksum = checksum_text(runner, query.text(4));
  row.record.at = query.text(5);
  if (!query.is_null(6)) row.baseline = query.text(6);
  if (row.record.failed && !query.is_null(7)) {
    const std::int64_t run = std::max<std::int64_t>(0, query.integer(7));
    row.record.statements_run = static_cast<std::size_t>(run);
  }
  row.record.not_run = query.integer(8) != 0;
  return row;
}

std::vector<LogRow> rows_of(const Reading& reading, const std::string& sql) {
  std::vector<LogRow> rows;
  Query query(reading.connection, sql);
  bool row = false;
  std::optional<SqlFailure> failure = query.try_step(row);
  for (; !failure && row; failure = query.try_step(row)) {
    rows.push_back(row_of(query, reading.runner));
  }
  if (failure) reading.note("could not be read to its end: " + failure->message);
  return rows;
}

/// Of each key the last row alone.
void keep_newest(std::vector<LogRow>& rows) {
  std::set<std::string> seen;
  std::vector<LogRow> newest;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if (row->no_key || seen.insert(row->record.key).second) newest.push_back(std::move(*row));
  }
  rows.assign(std::make_move_iterator(newest.rbegin()), std::make_move_iterator(newest.rend()));
}

void note_if_any(const Reading& reading, std::size_t count, const std::string& what) {
  if (count > 0) reading.note(counted(count, "row") + " " + what);
}

void note_repeated(const Reading& reading) {
  if (reading.runner.repeats) return;
  std::vector<std::string_view> keys;
  for (const LogRecord& record : reading.log.records) keys.push_back(record.key);
  std::ranges::sort(keys);
  constexpr std::size_t most_named = 3;
  std::size_t repeated = 0;
  for (auto key = keys.begin(); key != keys.end();) {
    const auto next = std::upper_bound(key, keys.end(), *key);
    if (next - key > 1 && ++repeated <= most_named) {
      reading.note(std::string(*key) + " is recorded in " + std::to_string(next - key) + " rows");
    }
    key = next;
  }
  if (repeated > most_named) {
    reading.note("so are " + std::to_string(repeated - most_named) + " more");
  }
}

void keep_records(const Reading& reading, std::vector<LogRow> rows) {
  std::size_t without_key = 0;
  std::size_t neither = 0;
  for (LogRow& row : rows) {
    if (row.baseline) reading.log.baselines.push_back(*row.baseline);
    if (row.ignored) continue;
    if (row.no_key) {
      ++without_key;
    } else if (row.ok || row.record.failed) {
      reading.log.records.push_back(std::move(row.record));
    } else {
      ++neither;
    }
  }
  note_if_any(reading, without_key, "with NULL for a name: left out");
  // An undone migration is such a row; where the newest one decides, that is usual.
  if (reading.runner.newest_row_by.empty()) {
    note_if_any(reading, neither, "marked as neither applied nor failed: left out");
  }
}

void read_table(const Reading& reading) {
  note_missing_columns(reading);
  const std::string key = readable(reading, reading.runner.key, "");
  if (key.empty()) {
    reading.note("no migration can be told from another: " + reading.runner.key +
                 " cannot be read");
    return;
  }
  std::vector<LogRow> rows = rows_of(reading, select_sql(reading, key));
  if (reading.has(reading.runner.newest_row_by)) keep_newest(rows);
  keep_records(reading, std::move(rows));
  note_repeated(reading);
  const std::size_t count = reading.log.records.size();
  if (reading.runner.mode == LogMode::single_version && count > 1) {
    reading.note(counted(count, "row") + " where " + reading.runner.title + " keeps one");
  }
}

/// 0 is a new database, to which nothing was applied; the same goes for SQLDelight's 1.
void read_user_version(const Connection& connection, const Runner& runner, MigrationLog& log) {
  const std::int64_t version = connection.integer("PRAGMA user_version").value_or(0);
  const std::int64_t key = connection
                               .integer("SELECT " + runner.key + " FROM (SELECT " +
                                        std::to_string(version) + " AS user_version)")
                               .value_or(0);
  if (key > 0) log.records.push_back({std::to_string(key), "", false, ""});
  if (version < 0) log.notes.push_back("PRAGMA user_version is " + std::to_string(version));
}

}  // namespace

MigrationLog read_log(const Connection& connection, const FoundLog& found) {
  const Runner& runner = *found.runner;
  MigrationLog log{runner.name, found.table, {}, {}, {}};
  for (const std::string& guess : runner.guesses) log.notes.push_back("a guess: " + guess);
  if (runner.mode == LogMode::user_version) {
    read_user_version(connection, runner, log);
  } else {
    const std::string from = found.table.quoted();
    read_table({connection, runner, from, column_names(connection, from), log});
  }
  for (const LockTable& lock : lock_tables(connection, found)) read_lock(connection, lock, log);
  return log;
}

namespace {

/// select_sql without what is the same in every row, because no column says it.
std::string telling_sql(const Reading& reading, const std::string& key) {
  const Runner& runner = reading.runner;
  std::string select = "SELECT " + key;
  for (const std::string& part :
       {readable(reading, runner.ok, ""), readable(reading, runner.failed, ""),
        readable(reading, runner.not_run, ""), readable(reading, runner.ignored, ""),
        readable(reading, runner.baseline, ""), readable(reading, runner.resumes_behind, ""),
        checksum_sql(reading)}) {
    if (!part.empty() && part != "NULL") select += ", " + part;
  }
  select += ", " + readable(reading, runner.at, "NULL") + " FROM " + reading.from;
  return select + order_sql(reading, select);
}

}  // namespace

LogQueries log_queries(const Connection& connection, const FoundLog& found) {
  LogQueries queries;
  for (const LockTable& lock : lock_tables(connection, found)) queries.locks.push_back(lock.sql());
  if (found.runner->mode == LogMode::user_version) return queries;
  MigrationLog unused;
  const std::string from = found.table.quoted();
  const Reading reading{connection, *found.runner, from, column_names(connection, from), unused};
  const std::string key = readable(reading, found.runner->key, "");
  queries.records = key.empty() ? "SELECT *, NULL FROM " + from : telling_sql(reading, key);
  return queries;
}

}  // namespace plumbline
