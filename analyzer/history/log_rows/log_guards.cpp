// What a script that writes a log asks of the log before it does.
#include <algorithm>

#include "analyzer/history/log/log_keys.hpp"
#include "analyzer/history/log_rows/write_log.hpp"
#include "analyzer/history/runner/fit_runner.hpp"

namespace plumbline {

namespace {

constexpr std::size_t most_keys_in_words = 100;

/// Whether the key may be a real number: a column that turns no 4.0 into 4.
bool may_be_real(const LogContext& context) {
  if (context.table == nullptr) return false;
  const std::string& key = context.found.runner->key;
  for (const Column& column : context.table->columns) {
    if (column.name != Identifier(key) && column.name.quoted() != key) continue;
    const std::string type = ascii_lower(column.type);
    return type.empty() || type.find("real") != std::string::npos ||
           type.find("floa") != std::string::npos || type.find("doub") != std::string::npos;
  }
  return false;
}

/// The key as the log was read: a whole number that some driver has stored as 4.0 is 4.
std::string key_as_text(const LogContext& context) {
  const std::string& key = context.found.runner->key;
  if (!may_be_real(context)) return "CAST(" + key + " AS TEXT)";
  return "CASE WHEN typeof(" + key + ") = 'real' AND " + key + " = CAST(" + key +
         " AS INTEGER) THEN CAST(CAST(" + key + " AS INTEGER) AS TEXT) ELSE CAST(" + key +
         " AS TEXT) END";
}

/// The rows that count as records, as "key" and "failed".
std::string records_sql(const LogContext& context) {
  const Runner& runner = *context.found.runner;
  const std::string table = context.found.table.quoted();
  const std::string& newest = runner.newest_row_by;
  std::string sql = "SELECT " + key_as_text(context) + " AS key, coalesce(" + runner.failed +
                    ", 0) AS failed FROM " + table + " WHERE " + runner.key + " IS NOT NULL";
  if (runner.ignored != "0") {
    sql += " AND NOT coalesce(" + with_table_name(runner.ignored, table) + ", 0)";
  }
  if (runner.ok != "1") {
    sql += " AND (coalesce(" + runner.ok + ", 0) OR coalesce(" + runner.failed + ", 0))";
  }
  if (newest.empty()) return sql;
  return sql + " AND " + newest + " IN (SELECT max(" + newest + ") FROM " + table + " GROUP BY " +
         runner.key + ")";
}

/// "016_api_tokens", or "016_api_tokens (failed)".
std::string shown(const LogRecord& record) {
  return record.key + (record.failed ? " (failed)" : "");
}

bool is_ascii(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// As length() counts: https://sqlite.org/lang_corefunc.html#length
std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string literals(const std::vector<std::string>& texts) {
  std::string result;
  for (const std::string& text : texts)
    result += (result.empty() ? "" : ", ") + quote_literal(text);
  return result;
}

std::string joined(const std::vector<std::string>& texts) {
  // A key may be empty: what is there already does not tell whether this is the first one.
  std::string result;
  for (std::size_t i = 0; i < texts.size(); ++i) result += (i == 0 ? "" : ", ") + texts[i];
  return result;
}

std::string shown_sql(const LogContext& context) {
  return "(SELECT key || CASE WHEN failed THEN ' (failed)' ELSE '' END AS shown FROM (" +
         records_sql(context) + "))";
}

/// A database in UTF-16 sorts what is not ASCII in another order than UTF-8 does.
std::string exact_guard(const LogContext& context, std::vector<std::string> keys) {
  std::ranges::sort(keys);
  if (!std::ranges::all_of(keys, is_ascii)) {
    return "(SELECT count(*) FROM " + shown_sql(context) + " WHERE shown IN (" + literals(keys) +
           ")) = " + std::to_string(keys.size());
  }
  return "(SELECT group_concat(shown, ', ') FROM (SELECT shown FROM " + shown_sql(context) +
         " ORDER BY shown)) = " + quote_literal(joined(keys));
}

/// For a log too long to be spelled out.
std::vector<std::string> summary_guards(const LogContext& context,
                                        const std::vector<std::string>& keys) {
  std::size_t length = 0;
  for (const std::string& key : keys) length += characters(key);
  std::vector<std::string> guards = {"(SELECT sum(length(shown)) FROM " + shown_sql(context) +
                                     ") = " + std::to_string(length)};
  if (!std::ranges::all_of(keys, is_ascii)) return guards;
  const auto [least, greatest] = std::ranges::minmax(keys);
  guards.push_back("(SELECT min(shown) FROM " + shown_sql(context) + ") = " + quote_literal(least));
  guards.push_back("(SELECT max(shown) FROM " + shown_sql(context) +
                   ") = " + quote_literal(greatest));
  return guards;
}

std::vector<std::string> record_guards(const LogContext& context) {
  std::vector<std::string> keys;
  for (const LogRecord& record : context.log.records) keys.push_back(shown(record));
  std::vector<std::string> guards = {"(SELECT count(*) FROM (" + records_sql(context) +
                                     ")) = " + std::to_string(keys.size())};
  if (keys.size() > most_keys_in_words) {
    std::ranges::move(summary_guards(context, keys), std::back_inserter(guards));
  } else if (!keys.empty()) {
    guards.push_back(exact_guard(context, std::move(keys)));
  }
  return guards;
}

std::string version_guard(const LogContext& context) {
  const std::string value = "(SELECT " + context.found.runner->key + " FROM pragma_user_version)";
  if (context.log.records.empty()) return value + " <= 0";
  return value + " = " + context.log.records.front().key;
}

std::vector<std::string> absence_guards(const LogContext& context,
                                        const std::vector<std::size_t>& absent) {
  const LogKeys log_keys(context);
  std::string keys;
  for (const std::size_t i : absent) {
    if (context.matched.of[i].recorded) continue;
    const auto key = log_keys.to_write(i);
    // Two entries of one time have one key: what the other has recorded is there.
    const bool shared = key && std::ranges::any_of(context.log.records, [&](const auto& record) {
                          return record.key == *key && !record.failed;
                        });
    if (key && !shared) keys += (keys.empty() ? "" : ", ") + quote_literal(*key);
  }
  if (keys.empty() || context.found.runner->mode != LogMode::rows) return {};
  return {"(SELECT count(*) FROM (" + records_sql(context) + ") WHERE key IN (" + keys +
          ") AND NOT failed) = 0"};
}

std::vector<std::string> lock_guards(const LogContext& context) {
  std::vector<std::string> guards;
  for (const auto& [name, is_set] : context.found.runner->locks) {
    const Identifier table(with_table_name(name, context.found.table.text()));
    if (std::ranges::count(context.found.side_tables, table) == 0) continue;
    std::string guard = "(SELECT count(*) FROM " + table.quoted() + " WHERE " + is_set + ") = 0";
    // "{table}_lock" is the default lock table where the log has its default name.
    if (std::ranges::count(guards, guard) == 0) guards.push_back(std::move(guard));
  }
  return guards;
}

}  // namespace

std::vector<std::string> log_guards(const LogContext& context,
                                    const std::vector<std::size_t>& absent) {
  if (context.found.runner->mode == LogMode::user_version) return {version_guard(context)};
  std::vector<std::string> guards = record_guards(context);
  std::ranges::move(absence_guards(context, absent), std::back_inserter(guards));
  std::ranges::move(lock_guards(context), std::back_inserter(guards));
  return guards;
}

}  // namespace plumbline
