#include "analyzer/history/log_rows/log_words.hpp"

#include <algorithm>

#include "analyzer/history/log/log_keys.hpp"
#include "analyzer/history/log/match_checksum.hpp"
#include "analyzer/history/log/match_keys.hpp"
#include "analyzer/history/log_rows/log_times.hpp"
#include "analyzer/history/log_rows/time_in_order.hpp"

namespace plumbline {

namespace {

using Sql = std::optional<std::string>;

/// RFC 4122, version 4, from SQLite's own random bytes.
const char* const uuid4 =
    "lower(hex(randomblob(4))||'-'||hex(randomblob(2))||'-4'||substr(hex(randomblob(2)),2)||'-'||"
    "substr('89AB',1+(random()&3),1)||substr(hex(randomblob(2)),2)||'-'||hex(randomblob(6)))";

std::string replaced(std::string text, char from, char to) {
  std::ranges::replace(text, from, to);
  return text;
}

std::string without(std::string text, char c) {
  std::erase(text, c);
  return text;
}

/// "add_users" → "AddUsers".
std::string camel_case(const std::string& text) {
  std::string result;
  bool upper = true;
  for (const char c : text) {
    if (c != '_') result += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    upper = c == '_';
  }
  return result;
}

Sql in_form(const std::string& text, const std::string& form) {
  if (form.empty()) return literal_of(text);
  if (form == "text") return quote_literal(text);
  if (form == "spaces") return quote_literal(replaced(text, '_', ' '));
  if (form == "camel") return quote_literal(camel_case(text));
  if (form == "lower") return quote_literal(ascii_lower(text));
  if (form == "nodash") return literal_of(without(text, '-'));
  // Flyway's scripts without a version are repeatable.
  if (form == "dotted") return text.empty() ? "NULL" : literal_of(replaced(text, '_', '.'));
  if (form == "int") {
    const auto number = whole_number(text);
    return number ? Sql(literal_of(*number)) : std::nullopt;
  }
  return std::nullopt;
}

/// What the pattern of a file's name may leave out: a description, and the version of a repeatable
/// script.
bool may_be_missing(const std::string& field, const std::string& form) {
  return field == "name" || (field == "version" && form == "dotted");
}

Sql sql_of_field(const LogContext& context, std::size_t index, const std::string& field,
                 const std::string& form) {
  const Migration& migration = context.migrations[index];
  const auto found = migration.fields.find(field);
  if (found != migration.fields.end()) return in_form(found->second, form);
  // Not the file's own key, where it lacks what the log has before it: the app of a plain file.
  const auto key = LogKeys(context).to_write(index);
  if (const auto part =
          part_of_key(context.found.runner->file_key, key.value_or(migration.key), field)) {
    return in_form(*part, form);
  }
  return may_be_missing(field, form) ? in_form("", form) : std::nullopt;
}

/// The datetime form that the table has; where it has none, one that its runner reads.
Sql sql_of_same_time(const LogContext& context) {
  const std::vector<LogRecord>& records = context.log.records;
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (Sql time = sql_of_now_like(record->at)) return time;
  }
  if (context.found.runner->name == "homegrown") return sql_of_now("space_s");
  return sql_of_now_like("2026-01-01T00:00:00.000+00:00");
}

Sql sql_of_time(const LogContext& context, const std::string& form, std::size_t index) {
  if (form == "same_as_rows") return sql_of_same_time(context);
  if (form == "in_order") return sql_of_time_in_order(context, index);
  return sql_of_now(form);
}

Sql sql_of_checksum(const LogContext& context, std::size_t index) {
  const Runner& runner = *context.found.runner;
  const std::string encoding = runner.checksum ? runner.checksum->encoding : "";
  const std::string checksum =
      checksum_like(runner, context.log.records, context.migrations[index]);
  // Flyway and Liquibase keep NULL where there is none, and do not compare it.
  if (checksum.empty()) {
    return encoding == "decimal_i32" || encoding == "versioned_hex" ? Sql("NULL") : std::nullopt;
  }
  if (encoding == "blob") return "x'" + checksum + "'";
  return encoding == "decimal_i32" ? checksum : quote_literal(checksum);
}

/// One run is one batch (Knex, Laravel): what this script has recorded so far does not count.
std::string sql_of_batch(const LogContext& context, std::size_t index) {
  const LogKeys log_keys(context);
  std::string keys;
  for (std::size_t i = 0; i < index; ++i) {
    if (context.matched.of[i].recorded) continue;
    if (const auto key = log_keys.to_write(i)) keys += (keys.empty() ? "" : ",") + literal_of(*key);
  }
  const std::string others =
      keys.empty() ? "" : " WHERE " + context.found.runner->key + " NOT IN (" + keys + ")";
  return "(SELECT coalesce(max(batch),0)+1 FROM " + context.found.table.quoted() + others + ")";
}

Sql sql_of_number(const LogContext& context, std::size_t index, int more) {
  const auto number = whole_number(context.migrations[index].key);
  if (!number || number->size() > 18) return std::nullopt;
  return std::to_string(std::stoll(*number) + more);
}

/// Before the first one there is version 0.
Sql sql_of_previous(const LogContext& context, std::size_t index) {
  if (index == 0) return "0";
  return literal_of(context.migrations[index - 1].key);
}

Sql sql_of_key(const LogContext& context, const std::string& form, std::size_t index) {
  const auto key = LogKeys(context).to_write(index);
  return key ? in_form(*key, form) : std::nullopt;
}

Sql sql_of_milliseconds(const Migration& migration) {
  const auto version = migration.fields.find("version");
  return version == migration.fields.end() ? std::nullopt : epoch_ms_of(version->second);
}

Sql sql_of_plain_word(const LogContext& context, const std::string& word, std::size_t index) {
  if (word == "table") return context.found.table.quoted();
  if (word == "checksum") return sql_of_checksum(context, index);
  if (word == "batch") return sql_of_batch(context, index);
  if (word == "uuid4") return uuid4;
  if (word == "previous") return sql_of_previous(context, index);
  if (word == "position") return std::to_string(index + 1);
  if (word == "key+1") return sql_of_number(context, index, 1);
  if (word == "key-1") return sql_of_number(context, index, -1);
  if (word == "ms(version)") return sql_of_milliseconds(context.migrations[index]);
  // What comes before the file's name is part of the key already.
  if (word == "prefix" && context.found.runner->match_by_suffix) return "";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> sql_of_word(const LogContext& context, const std::string& word,
                                       std::size_t index) {
  if (Sql plain = sql_of_plain_word(context, word, index)) return plain;
  const std::size_t colon = std::min(word.find(':'), word.size());
  const std::string name = word.substr(0, colon);
  const std::string form = colon < word.size() ? word.substr(colon + 1) : "";
  if (name == "key") return sql_of_key(context, form, index);
  if (name == "now") return sql_of_time(context, form, index);
  return sql_of_field(context, index, name, form);
}

}  // namespace plumbline
