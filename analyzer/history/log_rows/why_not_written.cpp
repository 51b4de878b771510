#include <algorithm>

#include "analyzer/history/log/match_keys.hpp"
#include "analyzer/history/log_rows/log_template.hpp"
#include "analyzer/history/log_rows/log_words.hpp"
#include "analyzer/history/log_rows/write_log.hpp"

namespace plumbline {

namespace {

const Runner& runner_of(const LogContext& context) { return *context.found.runner; }

std::string because_of_locks(const LogContext& context) {
  if (context.log.locks.empty()) return "";
  return "a lock is set: " + context.log.locks.front() + "; " + runner_of(context).title +
         " may be running. Once it is not, free the lock with its own command";
}

std::string because_read_only(const LogContext& context) {
  if (!runner_of(context).insert.empty()) return "";
  return "the log of " + runner_of(context).title +
         " is read, never written: its rows depend on more than the files";
}

const Column* find_column(const Table& table, const std::string& name) {
  for (const Column& column : table.columns) {
    if (column.name == Identifier(name)) return &column;
  }
  return nullptr;
}

/// Whether an INSERT that leaves the column out fails for its NOT NULL.
bool must_be_filled(const Table& table, const Column& column) {
  if (!column.not_null || column.default_sql || column.generated) return false;
  if (!table.primary_key || !table.primary_key->rowid_alias) return true;
  const std::vector<KeyPart>& key = table.primary_key->columns;
  return key.empty() || key.front().column != column.name;
}

std::string because_of_columns(const LogContext& context) {
  const std::vector<std::string> columns = columns_of_template(runner_of(context).insert);
  if (context.table == nullptr || columns.empty()) return "";
  const std::string table = "table " + context.table->name.text();
  for (const std::string& name : columns) {
    if (find_column(*context.table, name) != nullptr) continue;
    return table + " has no column " + name + ", which " + runner_of(context).title +
           " writes: give it the shape that the runner makes, or copy its rows to such a table";
  }
  for (const Column& column : context.table->columns) {
    if (!must_be_filled(*context.table, column)) continue;
    const bool filled = std::ranges::any_of(
        columns, [&](const std::string& name) { return column.name == Identifier(name); });
    if (filled) continue;
    return "column " + column.name.text() + " of " + table +
           " is NOT NULL without a default, and " + runner_of(context).title + " does not fill it";
  }
  return "";
}

std::string missing_word(const LogContext& context, const std::string& word, std::size_t index) {
  const std::string& id = context.migrations[index].id;
  const std::string title = runner_of(context).title;
  if (word == "checksum") return "the checksum that " + title + " keeps of " + id + " is not known";
  if (word.starts_with("key") && lacks_its_journal(runner_of(context), context.migrations[index])) {
    return title + " calls " + id + " by its entry in " + runner_of(context).files.journal +
           ", which is not there; where a newer release takes this log over, let that start once";
  }
  if (word.starts_with("key")) {
    return "what " + title + " calls " + id +
           " is not known: no record tells what comes before or behind the file's name";
  }
  return "the row of " + id + " in the log of " + title + " needs its " + word +
         ", which is not known";
}

/// Of the heads' templates only the key is used: the rest is worked out from the graph.
std::string because_of_values(const LogContext& context) {
  if (runner_of(context).mode == LogMode::heads) {
    for (const Migration& migration : context.migrations) {
      if (migration.fields.contains("parents")) continue;
      return "the parents of " + migration.id + " are not known";
    }
    return "";
  }
  const std::vector<std::string> words = words_of_template(runner_of(context).insert);
  for (std::size_t i = 0; i < context.migrations.size(); ++i) {
    if (context.matched.of[i].recorded) continue;
    for (const std::string& word : words) {
      if (!sql_of_word(context, word, i)) return missing_word(context, word, i);
    }
  }
  return "";
}

}  // namespace

std::string why_not_written(const LogContext& context) {
  for (const auto reason :
       {because_of_locks, because_read_only, because_of_columns, because_of_values}) {
    if (std::string why = reason(context); !why.empty()) return why;
  }
  return "";
}

}  // namespace plumbline
