#include "analyzer/fleet/database_state.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "analyzer/sha256.hpp"
#include "analyzer/source.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

constexpr std::string_view separator{"\0", 1};

void add(Sha256& sum, std::string_view field) {
  sum.update(field);
  sum.update(separator);
}

/// A row of sqlite_schema within one text that holds them all.
struct SchemaRow {
  std::array<std::size_t, 5> ends;  ///< of type, name, tbl_name and sql, behind the start
};

/// https://sqlite.org/fileformat2.html#intschema
bool is_of_sqlite(std::string_view name) {
  constexpr std::string_view prefix = "sqlite_";
  return name.size() >= prefix.size() && equal_folded(name.substr(0, prefix.size()), prefix);
}

/// The rows of sqlite_schema in the order of fingerprint_of, whatever the order of their making.
std::string schema_digest(const Connection& connection) {
  Query rows(connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
  std::string text;
  std::vector<SchemaRow> found;
  while (rows.step()) {
    if (is_of_sqlite(rows.text(1))) continue;
    SchemaRow row{{text.size()}};
    for (int i = 0; i < 4; ++i) {
      (text += rows.text(i)) += '\0';
      row.ends[static_cast<std::size_t>(i) + 1] = text.size();
    }
    found.push_back(row);
  }
  const auto bytes_of = [&](const SchemaRow& row) {
    return std::string_view(text).substr(row.ends.front(), row.ends.back() - row.ends.front());
  };
  std::ranges::sort(found, {}, bytes_of);
  Sha256 sum;
  for (const SchemaRow& row : found) sum.update(bytes_of(row));
  return sum.hex();
}

void require_time(const Options& options, const std::string& file) {
  if (!options.deadline || !options.deadline->is_over()) return;
  throw Error(Error::Kind::failed, {file, 0, 0}, "not done when the time was over");
}

/// Times by their order: when it was differs from database to database, what came first does not.
void add_order(Sha256& sum, const std::vector<std::string>& times) {
  std::vector<std::string_view> sorted(times.begin(), times.end());
  std::ranges::sort(sorted);
  const auto repeated = std::ranges::unique(sorted);
  sorted.erase(repeated.begin(), repeated.end());
  for (const std::string& time : times) {
    add(sum, std::to_string(std::ranges::lower_bound(sorted, time) - sorted.begin()));
  }
}

void add_rows(Sha256& sum, const Connection& connection, const std::string& sql, bool last_is_time,
              const Options& options) {
  Query rows(connection, sql);
  std::vector<std::string> times;
  const int fields = rows.columns() - (last_is_time ? 1 : 0);
  while (rows.step()) {
    for (int i = 0; i < fields; ++i) add(sum, rows.is_null(i) ? "\1NULL" : rows.text(i));
    if (last_is_time) times.emplace_back(rows.text(fields));
    if (options.deadline) require_time(options, connection.name());
  }
  add_order(sum, times);
}

void add_log(Sha256& sum, const Connection& connection, const FoundLog& found,
             const LogQueries& queries, const Options& options) {
  add(sum, found.runner->name);
  add(sum, found.table.text());
  add(sum, found.runner->key);
  for (const std::string& guess : found.runner->guesses) add(sum, guess);
  if (!queries.records.empty()) add_rows(sum, connection, queries.records, true, options);
  for (const std::string& lock : queries.locks) add_rows(sum, connection, lock, false, options);
}

void add_logs(Sha256& sum, const Connection& connection, const LogPlan& plan,
              const LogPlans& plans) {
  if (!plan.by_rows) {
    for (std::size_t i = 0; i < plan.logs.size(); ++i) {
      add_log(sum, connection, plan.logs[i], plan.queries[i], plans.options());
    }
    return;
  }
  for (const FoundLog& found : find_logs(connection, plan.schema, plans.choice())) {
    add_log(sum, connection, found, log_queries(connection, found), plans.options());
  }
}

/// The file opened for one look at its schema and log. What is stored there may not reach outside.
OpenedDatabase open_to_look(const std::string& file) {
  OpenedDatabase opened = open_database(file, Unparsed::refuse, Moment::one);
  guard(opened.connection);
  return opened;
}

}  // namespace

LogPlan LogPlans::make_plan(const std::string& file) const {
  const Source source = open_source(file, options_);
  LogPlan plan{source.schema, rows_decide_log(source.schema, choice_), {}, {}};
  if (plan.by_rows) return plan;
  plan.logs = find_logs(source.connection, source.schema, choice_);
  for (const FoundLog& found : plan.logs) {
    plan.queries.push_back(log_queries(source.connection, found));
  }
  return plan;
}

std::shared_ptr<const LogPlan> LogPlans::plan_for(const std::string& schema,
                                                  const std::string& file) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = plans_.find(schema);
    if (known != plans_.end()) return known->second;
  }
  auto made = std::make_shared<const LogPlan>(make_plan(file));
  const std::lock_guard lock(mutex_);
  return plans_.emplace(schema, std::move(made)).first->second;
}

DatabaseState state_of(const std::string& file, LogPlans& plans) {
  const OpenedDatabase opened = open_to_look(file);
  const Connection& connection = opened.connection;
  DatabaseState state{schema_digest(connection), "", opened.notes};
  Sha256 sum;
  add(sum, state.schema);
  for (const char* const setting : {"PRAGMA user_version", "PRAGMA application_id"}) {
    add(sum, std::to_string(connection.integer(setting).value_or(0)));
  }
  add_logs(sum, connection, *plans.plan_for(state.schema, file), plans);
  state.key = sum.hex();
  return state;
}

std::string last_record_of(const std::string& file, LogPlans& plans) {
  const OpenedDatabase opened = open_to_look(file);
  const auto plan = plans.plan_for(schema_digest(opened.connection), file);
  const std::vector<FoundLog> logs =
      plan->by_rows ? find_logs(opened.connection, plan->schema, plans.choice()) : plan->logs;
  if (logs.size() != 1) return "";
  const MigrationLog log = read_log(opened.connection, logs.front());
  return log.records.empty() ? "" : log.records.back().key;
}

}  // namespace plumbline
