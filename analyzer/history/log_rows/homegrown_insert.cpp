#include "analyzer/history/log_rows/homegrown_insert.hpp"

#include <optional>
#include <vector>

#include "analyzer/history/log/column_values.hpp"
#include "analyzer/history/log/homegrown_words.hpp"

namespace plumbline {

namespace {

bool is_number_type(const std::string& type) {
  // The rules of https://sqlite.org/datatype3.html#determination_of_column_affinity, roughly.
  const std::string name = ascii_lower(type);
  for (const char* part : {"int", "real", "floa", "doub", "num", "bool", "dec"}) {
    if (name.find(part) != std::string::npos) return true;
  }
  return false;
}

/// "now" in the form that the column has already.
std::string now_like(const Column& column, const ColumnValues& values) {
  constexpr std::int64_t first_in_milliseconds = 100'000'000'000;
  if (values.all(values.integers)) {
    return values.last_integer >= first_in_milliseconds ? "{now:epoch_ms}" : "{now:epoch_s}";
  }
  if (values.known() == 0) {
    return is_number_type(column.type) ? "{now:epoch_s}" : "{now:space_s}";
  }
  const bool fraction = values.last.find('.') != std::string::npos;
  if (values.last.find('T') == std::string::npos) {
    return fraction ? "{now:space_ms}" : "{now:space_s}";
  }
  return fraction || values.last.ends_with('Z') ? "{now:iso_ms_z}" : "{now:t_s}";
}

bool is_key_of_its_own(const Table& table, const Column& column) {
  return table.primary_key && table.primary_key->columns.size() == 1 &&
         table.primary_key->columns.front().column == column.name;
}

std::string version_value(const Column& column) {
  return is_number_type(column.type) ? "{version:int}" : "{version}";
}

/// What the row must say lest it read as failed or unfinished.
std::optional<std::string> flag_value(const Column& column, const ColumnValues& values) {
  switch (role_of(column.name.text())) {
    case ColumnRole::success:
      return "1";
    case ColumnRole::dirty:
      return "0";
    case ColumnRole::status:
      return values.last.empty() ? quote_literal("applied") : quote_literal(values.last);
    default:
      return std::nullopt;
  }
}

std::optional<std::string> naming_value(const Column& column) {
  const std::string name = ascii_lower(column.name.text());
  switch (role_of(name)) {
    case ColumnRole::name:
      return name.starts_with("file") || name.starts_with("script") ? "{file}" : "{stem}";
    case ColumnRole::version:
      return version_value(column);
    case ColumnRole::weak_name:
      return "{name}";
    default:
      if (name == "description") return "{name:spaces}";
      if (name == "batch")
        return "(SELECT coalesce(max(" + column.name.quoted() + "),0)+1 FROM {table})";
      return std::nullopt;
  }
}

/// For a column that must have a value, and has no default.
std::string filler(const Table& table, const Column& column) {
  if (is_key_of_its_own(table, column)) {
    return is_number_type(column.type)
               ? "(SELECT coalesce(max(" + column.name.quoted() + "),0)+1 FROM {table})"
               : "{uuid4}";
  }
  return is_number_type(column.type) ? "0" : "''";
}

bool is_time(ColumnRole role) {
  return role == ColumnRole::applied_time || role == ColumnRole::weak_time;
}

bool is_left_to_sqlite(const Table& table, const Column& column) {
  const Column* alias = rowid_alias(table);
  return column.generated || column.hidden || (alias != nullptr && alias->name == column.name);
}

/// The value of one column besides the key; nothing where SQLite fills it in.
std::optional<std::string> value_of(const Table& table, const Column& column,
                                    const ColumnValues& values, const Runner& runner) {
  if (runner.checksum && runner.checksum->column == column.name.text()) return "{checksum}";
  if (const auto flag = flag_value(column, values)) return flag;
  if (column.default_sql) return std::nullopt;
  if (is_time(role_of(column.name.text()))) return now_like(column, values);
  if (const auto name = naming_value(column)) return name;
  if (!column.not_null) return std::nullopt;
  return filler(table, column);
}

struct Assignments {
  std::vector<std::string> columns;
  std::vector<std::string> values;
};

std::string joined(const std::vector<std::string>& parts, const std::string& between = ",") {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

/// A value of the template, for people.
std::string words_for(const std::string& value) {
  if (value.starts_with("{now")) return "= the time";
  if (value.starts_with("(SELECT")) return "= the next number";
  if (value == "{checksum}") return "= the checksum";
  if (value == "{uuid4}") return "= a random id";
  return value.starts_with("{") ? "= from the file's name" : "= " + value;
}

/// UPDATE, for a table whose one row stands for all.
std::string update_of(const Assignments& row, const std::string& key) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < row.columns.size(); ++i) {
    parts.push_back(row.columns[i] + "=" + (i == 0 ? key : row.values[i]));
  }
  return "UPDATE {table} SET " + joined(parts);
}

/// Times alone, and the flags: the other columns of a watermark's row are not ours to touch.
bool changes_with_version(const Column& column) {
  const ColumnRole role = role_of(column.name.text());
  return role == ColumnRole::applied_time || role == ColumnRole::dirty ||
         role == ColumnRole::success;
}

}  // namespace

void guess_insert(const Connection& connection, const Table& table, const Column& key,
                  Runner& runner) {
  const bool watermark = runner.mode == LogMode::single_version;
  std::vector<std::string> made_up;
  Assignments row{{key.name.quoted()}, {"{key}"}};
  for (const Column& column : table.columns) {
    if (column.name == key.name || is_left_to_sqlite(table, column)) continue;
    if (watermark && !changes_with_version(column)) continue;
    const auto values = look_at(connection, table.name, column.name);
    const auto value = value_of(table, column, values, runner);
    if (!value) continue;
    row.columns.push_back(column.name.quoted());
    row.values.push_back(*value);
    made_up.push_back(column.name.text() + " " + words_for(*value));
  }
  if (!made_up.empty()) runner.guesses.push_back("a new row gets " + joined(made_up, ", "));
  if (watermark) {
    runner.insert = update_of(row, "{key}");
    runner.remove = update_of(row, "{previous}");
    return;
  }
  runner.insert =
      "INSERT INTO {table}(" + joined(row.columns) + ") VALUES(" + joined(row.values) + ")";
}

}  // namespace plumbline
