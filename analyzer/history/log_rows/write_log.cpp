#include "analyzer/history/log_rows/write_log.hpp"

#include "analyzer/history/log/log_keys.hpp"
#include "analyzer/history/log/match_checksum.hpp"
#include "analyzer/history/log_rows/log_template.hpp"
#include "analyzer/history/log_rows/write_heads.hpp"

namespace plumbline {

namespace {

const Runner& runner_of(const LogContext& context) { return *context.found.runner; }

std::vector<Statement> with_reason(const std::vector<std::string>& statements,
                                   const std::string& why) {
  std::vector<Statement> result;
  for (const std::string& sql : statements) result.push_back({sql, why, {}});
  return result;
}

void append(std::vector<Statement>& statements, const std::vector<Statement>& more) {
  statements.insert(statements.end(), more.begin(), more.end());
}

std::vector<std::string> removal(const LogContext& context, std::size_t index) {
  if (!runner_of(context).remove.empty()) {
    return fill_template(context, runner_of(context).remove, index);
  }
  std::vector<std::string> statements;
  const LogKeys log_keys(context);
  std::vector<std::string> keys = log_keys.recorded(index);
  // Nothing as read: an earlier statement of the same script may have written it.
  if (keys.empty())
    keys.push_back(log_keys.to_write(index).value_or(context.migrations[index].key));
  for (const std::string& key : keys) {
    statements.push_back("DELETE FROM " + context.found.table.quoted() + " WHERE " +
                         key_is(context, key));
  }
  return statements;
}

/// Rows that are marked as failed are dealt with as the runner deals with them: marked again
/// (Prisma), or removed (Flyway's repair).
std::vector<Statement> lift_mark(const LogContext& context, std::size_t index) {
  const std::string mark = " AND (" + runner_of(context).failed + ")";
  std::vector<std::string> statements = removal(context, index);
  for (std::string& sql : statements) sql += mark;
  return with_reason(statements, "lifts the mark of failure on " + context.migrations[index].id +
                                     ", as " + runner_of(context).title + " does");
}

/// `atlas migrate set` keeps the row of a failed run and adds the bit that says "resolved" (4).
std::vector<Statement> resolve_in_place(const LogContext& context, std::size_t index) {
  const std::string key = LogKeys(context).recorded(index).front();
  return {{"UPDATE " + context.found.table.quoted() + " SET type = type | 4 WHERE " +
               key_is(context, key),
           "marks " + context.migrations[index].id + " as resolved, as `atlas migrate set` does",
           {}}};
}

}  // namespace

std::vector<Statement> record_migration(const LogContext& context, std::size_t index) {
  const Runner& runner = runner_of(context);
  const RecordOf& of = context.matched.of[index];
  const std::string why =
      "records " + context.migrations[index].id + " as " + runner.title + " does";
  if (of.recorded && !of.dirty) return {};
  if (runner.mode == LogMode::heads) return with_reason(record_head(context, index), why);
  std::vector<Statement> statements;
  if (of.dirty && runner.mode == LogMode::rows) {
    if (checksum_runs_on(runner)) return resolve_in_place(context, index);
    statements = lift_mark(context, index);
  }
  if (!of.recorded)
    append(statements, with_reason(fill_template(context, runner.insert, index), why));
  return statements;
}

std::vector<Statement> unrecord_migration(const LogContext& context, std::size_t index) {
  if (context.matched.of[index].by_baseline) return {};  // there is no row of its own
  const bool heads = runner_of(context).mode == LogMode::heads;
  return with_reason(heads ? unrecord_head(context, index) : removal(context, index),
                     "takes the record of " + context.migrations[index].id + " away");
}

}  // namespace plumbline
