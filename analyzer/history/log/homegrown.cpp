#include "analyzer/history/log/homegrown.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "analyzer/history/log/column_values.hpp"
#include "analyzer/history/log/homegrown_words.hpp"
#include "analyzer/history/log_rows/homegrown_insert.hpp"

namespace plumbline {

namespace {

ColumnRole role_of(const Column& column) { return plumbline::role_of(column.name.text()); }

bool has_role(const Table& table, std::initializer_list<ColumnRole> roles) {
  return std::ranges::any_of(table.columns, [&](const Column& column) {
    return std::ranges::count(roles, role_of(column)) > 0;
  });
}

std::set<std::string> read_usual_names() {
  std::set<std::string> names;
  for (const std::string& name : runners_named("homegrown").front()->tables) {
    names.insert(ascii_lower(name));
  }
  return names;
}

bool has_usual_name(const Table& table) {
  static const std::set<std::string> names = read_usual_names();
  return names.contains(ascii_lower(table.name.text()));
}

bool is_integer_type(const std::string& type) {
  return ascii_lower(type).find("int") != std::string::npos;
}

/// How well a column would do as the key: greater is better; the first number 0 rules it out.
using Suitability = std::tuple<int, int>;

/// By what the values look like, where there are some; an empty table has only names.
int by_values(const Column& column, const ColumnValues& values) {
  const ColumnRole role = role_of(column);
  const bool any_value = values.known() == 0 || role == ColumnRole::name;
  if (values.all(values.integers) || values.all(values.digits)) {
    return any_value || role == ColumnRole::version || role == ColumnRole::id ? 1 : 0;
  }
  if (2 * values.names >= values.known() && values.known() > 0) return 2;
  return any_value ? 1 : 0;
}

int by_name(const Column& column) {
  switch (role_of(column)) {
    case ColumnRole::name:
      return 4;
    case ColumnRole::version:
      return 3;
    case ColumnRole::weak_name:
      return 2;
    case ColumnRole::id:
      return 1;
    case ColumnRole::unknown:
      return 0;
    default:
      return -1;
  }
}

Suitability suitability(const Column& column, const ColumnValues& values) {
  const int value = by_values(column, values);
  const int name = by_name(column);
  // Of a column whose name says nothing, the values must.
  if (value == 0 || name < 0 || (name == 0 && values.names == 0)) return {0, 0};
  // Values that are names beat numbers, save where the numbers are called "version" and the names
  // are nothing but descriptions of them.
  const bool plain_name = name <= 2 && value == 2 && values.with_ending == 0;
  return {value == 2 && !plain_name ? 3 : 2, name};
}

const Column* guess_key(const Connection& connection, const Table& table) {
  const Column* best = nullptr;
  Suitability most{0, 0};
  for (const Column& column : table.columns) {
    const Suitability fit = suitability(column, look_at(connection, table.name, column.name));
    if (fit <= most) continue;
    most = fit;
    best = &column;
  }
  return best;
}

/// What of a file the log holds: its name with or without extension, or its number.
std::string guess_file_key(const Column& column, const ColumnValues& values) {
  if (values.all(values.integers)) return "{version:int}";
  if (values.all(values.digits)) return values.padded > 0 ? "{version}" : "{version:int}";
  if (values.known() > 0) return 2 * values.with_ending > values.known() ? "{file}" : "{stem}";
  if (is_integer_type(column.type)) return "{version:int}";
  if (role_of(column) == ColumnRole::version) return "{version}";
  const std::string name = ascii_lower(column.name.text());
  return name.starts_with("file") || name.starts_with("script") ? "{file}" : "{stem}";
}

bool is_unique(const Table& table, const Column& column) {
  const auto only = [&](const auto& key) {
    return key.columns.size() == 1 && key.columns.front().column == column.name;
  };
  return (table.primary_key && only(*table.primary_key)) ||
         std::ranges::any_of(table.uniques, only);
}

/// One row with a number stands for all up to it, unless it can be the first row of a log: number
/// 1, or a time stamp, in a column that will not take a second one of the same.
bool is_watermark(const Table& table, const Column& column, const ColumnValues& values) {
  constexpr std::int64_t first_date = 10'000'000;
  if (values.rows != 1 || !(values.all(values.integers) || values.all(values.digits))) return false;
  const bool first_of_many = values.last_integer == 1 || values.last_integer >= first_date;
  return !(first_of_many && is_unique(table, column));
}

struct Digest {
  std::size_t bytes;
  const char* algorithm;
};

std::optional<ChecksumRule> checksum_of(const Column& column, const ColumnValues& values) {
  static constexpr std::array<Digest, 4> digests = {
      {{32, "sha256"}, {20, "sha1"}, {16, "md5"}, {48, "sha384"}}};
  const std::string name = ascii_lower(column.name.text());
  for (const Digest& digest : digests) {
    const bool hexadecimal = values.all(values.hexadecimal) && values.length == 2 * digest.bytes;
    const bool blob = values.all(values.blobs) && values.length == digest.bytes;
    // An empty column tells by its name, or is taken for the commonest.
    const bool named = values.known() == 0 && name.find(digest.algorithm) != std::string::npos;
    if (!hexadecimal && !blob && !named) continue;
    return ChecksumRule{column.name.text(), digest.algorithm, blob ? "blob" : "hex", "text", {}};
  }
  if (values.known() > 0) return std::nullopt;
  return ChecksumRule{column.name.text(), "sha256", "hex", "text", {}};
}

void read_flags(const Table& table, Runner& runner) {
  for (const Column& column : table.columns) {
    const std::string name = column.name.quoted();
    switch (role_of(column)) {
      case ColumnRole::success:
        runner.ok = name + " <> 0";
        runner.failed = name + " = 0";
        break;
      case ColumnRole::dirty:
        runner.failed = name + " <> 0";
        break;
      case ColumnRole::status:
        runner.failed = "lower(" + name + ") IN ('failed', 'failure', 'error', 'pending', " +
                        "'running', 'started', 'in_progress', 'dirty')";
        break;
      case ColumnRole::undone_time:
        runner.ignored = name + " IS NOT NULL";
        break;
      default:
        break;
    }
  }
}

void read_time(const Table& table, Runner& runner) {
  for (const ColumnRole role : {ColumnRole::applied_time, ColumnRole::weak_time}) {
    const auto time = std::ranges::find_if(
        table.columns, [&](const Column& column) { return role_of(column) == role; });
    if (time == table.columns.end()) continue;
    runner.at = time->name.quoted();
    return;
  }
}

void read_checksum(const Connection& connection, const Table& table, Runner& runner) {
  for (const Column& column : table.columns) {
    if (role_of(column) != ColumnRole::checksum) continue;
    runner.checksum = checksum_of(column, look_at(connection, table.name, column.name));
    const std::string name = "column " + column.name.text();
    runner.guesses.push_back(
        runner.checksum ? name + " is taken for the " + runner.checksum->algorithm + " of the file"
                        : name + " holds no checksum that is known here, so it is not compared");
    if (runner.checksum) return;
  }
}

std::string words_of(const std::string& file_key) {
  if (file_key == "{file}") return "file names";
  return file_key == "{stem}" ? "file names without extension" : "the numbers of the files";
}

}  // namespace

bool may_be_homegrown_log(const Table& table) {
  const bool named =
      has_usual_name(table) || ascii_lower(table.name.text()).ends_with("_migrations");
  const bool has_key =
      has_role(table, {ColumnRole::name, ColumnRole::version, ColumnRole::weak_name}) ||
      (has_role(table, {ColumnRole::id}) && has_role(table, {ColumnRole::applied_time}));
  return named && table.kind == TableKind::ordinary && has_key;
}

bool is_homegrown_log(const Table& table) {
  return has_usual_name(table) && may_be_homegrown_log(table) &&
         !has_role(table, {ColumnRole::unknown}) &&
         has_role(table, {ColumnRole::name, ColumnRole::version, ColumnRole::applied_time,
                          ColumnRole::checksum});
}

std::optional<Runner> describe_homegrown(const Connection& connection, const Table& table,
                                         const std::string& key) {
  const Column* column =
      key.empty() ? guess_key(connection, table) : find_column(table, Identifier(key));
  if (column == nullptr) return std::nullopt;
  const ColumnValues values = look_at(connection, table.name, column->name);
  Runner runner = *runners_named("homegrown").front();
  runner.columns = {column->name.text()};
  runner.key = column->name.quoted();
  runner.file_key = guess_file_key(*column, values);
  // "migrations/001_a.sql": wherever the folder was seen from.
  runner.match_by_suffix = values.paths > 0;
  if (is_watermark(table, *column, values)) runner.mode = LogMode::single_version;
  if (runner.file_key.starts_with("{version")) runner.order = MigrationOrder::numeric;
  runner.guesses.push_back(
      "column " + column->name.text() + " is taken for " + words_of(runner.file_key) +
      (runner.mode == LogMode::single_version ? "; its one row for the last of all that are applied"
                                              : ""));
  read_flags(table, runner);
  read_time(table, runner);
  read_checksum(connection, table, runner);
  guess_insert(connection, table, *column, runner);
  return runner;
}

bool is_believable(const Connection& connection, const Table& table, const Runner& runner) {
  const Column* key = find_column(table, Identifier(runner.columns.front()));
  const ColumnValues values = look_at(connection, table.name, key->name);
  // Every table has an id; one of text that looks like the names of files is more than that.
  if (role_of(*key) == ColumnRole::id && !values.all(values.names + values.digits)) return false;
  // A table with columns that no log has is one by its values alone, or by the usual name as well.
  const bool foreign = has_role(table, {ColumnRole::unknown});
  const bool numbers_count =
      !foreign || (has_usual_name(table) && role_of(*key) == ColumnRole::version);
  const std::size_t names = foreign && !has_usual_name(table) ? values.with_ending : values.names;
  const std::size_t fitting = names + (numbers_count ? values.integers + values.digits : 0);
  return is_homegrown_log(table) || (values.known() > 0 && 2 * fitting >= values.known());
}

}  // namespace plumbline
