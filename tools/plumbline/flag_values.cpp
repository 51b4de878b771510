#include "tools/plumbline/flag_values.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "model/error.hpp"

namespace plumbline {

namespace {

[[noreturn]] void refuse(const std::string& flag, const std::string& value,
                         const std::string& why) {
  throw Error(Error::Kind::usage, {}, flag + " " + value + ": " + why);
}

/// The text between double quotes at the front of `rest`, with "" for a quote; takes it off.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string name;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] != '"') {
      name += rest[i];
    } else if (i + 1 < rest.size() && rest[i + 1] == '"') {
      name += rest[i++];
    } else {
      rest.remove_prefix(i + 1);
      return name;
    }
  }
  return std::nullopt;
}

std::optional<std::string> take_name(std::string_view& rest) {
  if (rest.starts_with('"')) return take_quoted(rest);
  const std::size_t end = std::min(rest.find_first_of(".:\""), rest.size());
  if (end == 0) return std::nullopt;
  const std::string name(rest.substr(0, end));
  rest.remove_prefix(end);
  return name;
}

bool take(std::string_view& rest, char symbol) {
  if (!rest.starts_with(symbol)) return false;
  rest.remove_prefix(1);
  return true;
}

std::string hazard_list() {
  std::string words;
  for (const Hazard hazard : all_hazards()) words += to_string(hazard) + ", ";
  return words + "all";
}

}  // namespace

Rename parse_rename(const std::string& value) {
  std::string_view rest = value;
  const auto table = take_name(rest);
  const bool of_column = take(rest, '.');
  const auto column = of_column ? take_name(rest) : std::nullopt;
  const auto to = take(rest, ':') ? take_name(rest) : std::nullopt;
  if (!table || !to || of_column != column.has_value() || !rest.empty()) {
    refuse("--rename", value,
           "write OLD:NEW or TABLE.OLD:NEW, names that hold . : or \" in double quotes");
  }
  Rename rename{Identifier(*table), std::nullopt, Identifier(*to)};
  if (column) rename.column = Identifier(*column);
  return rename;
}

std::set<Hazard> parse_hazards(const std::string& value) {
  std::set<Hazard> hazards;
  for (std::size_t start = 0; start <= value.size();) {
    const std::size_t end = std::min(value.find(',', start), value.size());
    const std::string word = value.substr(start, end - start);
    const auto hazard = hazard_named(word);
    if (word == "all") {
      hazards.insert(all_hazards().begin(), all_hazards().end());
    } else if (hazard) {
      hazards.insert(*hazard);
    } else {
      refuse("--allow", value, "'" + word + "' is none of " + hazard_list());
    }
    start = end + 1;
  }
  return hazards;
}

std::pair<std::string, std::string> parse_placeholder(const std::string& value) {
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos || equals == 0) refuse("--set", value, "write NAME=VALUE");
  return {value.substr(0, equals), value.substr(equals + 1)};
}

ResumePoint parse_resume_point(const std::string& value) {
  // The last colon: ids of migrations may hold one themselves.
  const std::size_t colon = value.rfind(':');
  const bool has_both = colon != std::string::npos && colon > 0;
  int statement = 0;
  const char* const end = value.data() + value.size();
  const auto number = std::from_chars(has_both ? value.data() + colon + 1 : end, end, statement);
  if (number.ec != std::errc() || number.ptr != end || statement < 1) {
    refuse("--resume-at", value, "write MIGRATION:STATEMENT, statements counted from 1");
  }
  return {value.substr(0, colon), statement};
}

Runtime parse_runtime(const std::string& value) {
  const auto runtime = runtime_named(value);
  if (!runtime) refuse("--runtime", value, "write sqlite-3.40, sqlite-3.40.1, d1 or libsql");
  return *runtime;
}

}  // namespace plumbline
