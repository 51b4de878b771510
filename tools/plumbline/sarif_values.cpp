#include "tools/plumbline/sarif_values.hpp"

#include <algorithm>

#include "rules/all_rules.hpp"

namespace plumbline {

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// "./app.db" and "app.db" are one file, and are to be one file for who follows results over time.
std::string_view without_dots(std::string_view path) {
  while (path.starts_with("./")) {
    path.remove_prefix(2);
    while (path.starts_with('/')) path.remove_prefix(1);
  }
  return path;
}

Json region_of(int line, const std::string& sql) {
  Json region = {{"startLine", line}};
  if (sql.empty()) return region;
  const auto breaks = std::ranges::count(sql, '\n');
  if (breaks > 0) region["endLine"] = line + breaks;
  region["snippet"] = {{"text", sql}};
  return region;
}

/// The text behind "**Problem.** " and the like, as plain text.
std::string plain(std::string page) {
  replace_all(page, "**", "");
  return page;
}

/// Up to the end of the first sentence.
std::string first_sentence(const std::string& text) {
  for (std::size_t at = text.find(". "); at != text.npos; at = text.find(". ", at + 1)) {
    // Not behind "e.g." or a number.
    const bool is_end = at + 2 < text.size() && text[at + 2] >= 'A' && text[at + 2] <= 'Z';
    if (is_end) return text.substr(0, at + 1);
  }
  return text;
}

/// The page without its heading.
std::string body_of(const std::string& page) {
  std::string body = page.substr(std::min(page.find('\n') + 1, page.size()));
  const std::size_t end = body.find_last_not_of('\n');
  return body.substr(0, end == body.npos ? 0 : end + 1);
}

std::string problem_of(const std::string& body) {
  constexpr std::string_view mark = "**Problem.** ";
  const std::size_t start = body.find(mark);
  if (start == body.npos) return body;
  const std::string behind = body.substr(start + mark.size());
  return behind.substr(0, behind.find("\n**"));
}

/// Of a kind of change or the state of a migration, which have no page.
std::string sentence_on(const std::string& id) {
  for (const MigrationState state : {MigrationState::partial, MigrationState::recorded_but_absent,
                                     MigrationState::present_but_unrecorded,
                                     MigrationState::will_never_run, MigrationState::cannot_tell}) {
    if (to_string(state) != id) continue;
    return "Log, files and schema disagree on a migration: it is " + id + ".";
  }
  std::string words = id;
  std::ranges::replace(words, '-', ' ');
  return "The schema differs from its target: " + words + ".";
}

}  // namespace

std::string uri_of(const std::string& path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view unreserved = "-._~/";
  // An absolute path is not below the place that a relative one is resolved against.
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : without_dots(path)) {
    const char lower = ascii_lower(c);
    const bool alphanumeric = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
    if (alphanumeric || unreserved.find(c) != unreserved.npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    ((uri += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return uri;
}

Json sarif_message(const std::string& text) {
  std::string safe = text;
  replace_all(safe, "](", "] (");
  return {{"text", safe}};
}

Json sarif_file(const std::string& file, int line, const std::string& sql) {
  Json physical = {{"artifactLocation", {{"uri", uri_of(file)}}}};
  if (line > 0) physical["region"] = region_of(line, sql);
  return physical;
}

Json sarif_location(const Json& logical, const std::string& file, int line,
                    const std::string& sql) {
  Json location = Json::object();
  if (!file.empty()) location["physicalLocation"] = sarif_file(file, line, sql);
  if (!logical.is_null()) location["logicalLocations"] = Json::array({logical});
  return location;
}

Json sarif_rule(const std::string& id, const std::string& level) {
  Json rule = {{"id", id}};
  const std::optional<std::string> page = rule_page(id);
  const std::string body = page ? body_of(*page) : sentence_on(id);
  const std::string problem = plain(problem_of(body));
  rule["shortDescription"] = {{"text", first_sentence(problem)}};
  rule["fullDescription"] = {{"text", problem}};
  rule["help"] = {{"text", plain(body)}, {"markdown", body}};
  rule["defaultConfiguration"] = {{"level", level}};
  return rule;
}

}  // namespace plumbline
