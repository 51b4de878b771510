#include "analyzer/history/log/log_keys.hpp"

#include <algorithm>
#include <boost/regex.hpp>
#include <utility>

#include "analyzer/history/log/match_keys.hpp"

namespace plumbline {

namespace {

/// `key` with what the record of a neighbour has before or instead of the file's own name.
std::string spelled_like(const std::string& key, const std::string& neighbour,
                         const std::string& recorded) {
  if (recorded.ends_with(neighbour)) {
    return recorded.substr(0, recorded.size() - neighbour.size()) + key;
  }
  const std::size_t bare = without_extension(recorded).size();
  return std::string(without_extension(key)) + recorded.substr(bare);
}

/// Whether the key would be another one were the file the runner's own.
bool key_is_uncertain(const Runner& runner) {
  if (runner.match_by_suffix) return true;
  return runner.file_key.find("{file") != std::string::npos && !runner.files.regex.empty() &&
         runner.files.regex.find("sql") == std::string::npos;
}

/// Without a declared type a column may hold 4 or '4', and neither equals the other.
bool has_type(const Table& table, const std::string& name) {
  return std::ranges::any_of(table.columns, [&](const Column& column) {
    return !column.type.empty() &&
           (column.name == Identifier(name) || column.name.quoted() == name);
  });
}

/// A pattern for the keys that `file_key` makes, and the place of `field` in it; 0 where it has
/// none.
std::pair<std::string, int> pattern_of(const std::string& file_key, const std::string& field) {
  static const boost::regex part(R"(\{([a-z_]+)(:[a-z]+)?\}|([^{}]))");
  std::string pattern;
  int count = 0;
  int place = 0;
  for (boost::sregex_iterator at(file_key.begin(), file_key.end(), part), end; at != end; ++at) {
    const std::string name = (*at)[1].str();
    if (name.empty()) {
      pattern += "\\Q" + (*at)[3].str() + "\\E";
      continue;
    }
    ++count;
    if (name == field) place = count;
    // TypeORM puts its 13 digits behind the name of the class.
    pattern += name == "ts" ? "(\\d{13})" : "(.+?)";
  }
  return {pattern, place};
}

}  // namespace

LogKeys::LogKeys(const LogContext& context) : context_(context), keys_(context.migrations.size()) {
  const std::vector<LogRecord>& records = context.log.records;
  const auto named = migrations_of_records(*context.found.runner, records, context.migrations);
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (const std::size_t migration : named[i]) {
      std::vector<std::string>& keys = keys_[migration];
      if (std::ranges::count(keys, records[i].key) == 0) keys.push_back(records[i].key);
    }
  }
}

/// The nearest one before it that is in the log, else the nearest behind it.
std::optional<std::size_t> LogKeys::neighbour_of(std::size_t migration) const {
  for (std::size_t i = migration; i-- > 0;) {
    if (!keys_[i].empty()) return i;
  }
  for (std::size_t i = migration + 1; i < keys_.size(); ++i) {
    if (!keys_[i].empty()) return i;
  }
  return std::nullopt;
}

std::optional<std::string> LogKeys::to_write(std::size_t migration) const {
  if (!keys_[migration].empty()) return keys_[migration].front();
  const Runner& runner = *context_.found.runner;
  const Migration& file = context_.migrations[migration];
  if (lacks_its_journal(runner, file)) return std::nullopt;
  if (!runner.match_by_suffix && !stands_for_another(runner, file)) return file.key;
  if (const auto neighbour = neighbour_of(migration)) {
    return spelled_like(file.key, context_.migrations[*neighbour].key, keys_[*neighbour].front());
  }
  return key_is_uncertain(runner) ? std::nullopt : std::optional(file.key);
}

std::string literal_of(const std::string& text) {
  const auto number = whole_number(text);
  return number == text && text.size() <= 18 ? text : quote_literal(text);
}

std::optional<std::string> part_of_key(const std::string& file_key, const std::string& key,
                                       const std::string& field) {
  const auto [pattern, place] = pattern_of(file_key, field);
  boost::smatch parts;
  if (place == 0 || !boost::regex_match(key, parts, boost::regex(pattern))) return std::nullopt;
  return parts[place].str();
}

std::string key_is(const LogContext& context, const std::string& key) {
  const std::string& column = context.found.runner->key;
  const bool by_text =
      literal_of(key) == key && context.table != nullptr && !has_type(*context.table, column);
  if (by_text) return "CAST(" + column + " AS TEXT) = " + quote_literal(key);
  return column + " = " + literal_of(key);
}

}  // namespace plumbline
