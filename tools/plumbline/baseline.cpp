#include "tools/plumbline/baseline.hpp"

#include <algorithm>
#include <charconv>

#include "analyzer/declare/utf8.hpp"
#include "analyzer/declare/yaml_text.hpp"
#include "analyzer/declare/yaml_values.hpp"
#include "model/identifier.hpp"
#include "tools/plumbline/finding_identity.hpp"
#include "tools/plumbline/rule_words.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

constexpr const char* format_name = "plumbline.baseline/1";

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && stop == text.data() + text.size();
}

std::string padded(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void check_format(const YamlNode& root) {
  const YamlNode& format = need_value(root, "format");
  const std::string& word = text_of_scalar(format, "format");
  if (word == format_name) return;
  fail_at(format.mark, "format is \"" + word + "\"; a baseline begins with format: " + format_name);
}

/// What a person has to fill in, and its place.
const std::string& filled(const YamlNode& entry, const std::string& key, const std::string& why) {
  const YamlNode* node = find_value(entry, key);
  if (node == nullptr) fail_at(entry.mark, "the key \"" + key + "\" is missing: " + why);
  const bool is_empty =
      node->kind == YamlKind::null || (node->kind == YamlKind::scalar && is_blank(node->text));
  if (is_empty) fail_at(node->mark, key + " is empty: " + why);
  return text_of_scalar(*node, key);
}

Date expiry_of(const YamlNode& entry) {
  const std::string& text =
      filled(entry, "expires", "write the last day on which the finding is accepted, YYYY-MM-DD");
  if (const auto date = date_named(text)) return *date;
  fail_at(need_value(entry, "expires").mark,
          "expires: \"" + text + "\" is no day; write YYYY-MM-DD, as in 2027-03-31");
}

std::string rule_of(const YamlNode& entry) {
  const std::string& rule = filled(entry, "rule", "name the rule of the finding");
  if (!is_rule(rule)) fail_at(need_value(entry, "rule").mark, no_such_rule(rule));
  return rule;
}

BaselineEntry entry_of(const YamlNode& node, const fs::path& folder) {
  expect_map(node, "an entry", {"rule", "object", "file", "message", "reason", "expires"});
  BaselineEntry entry;
  entry.line = node.mark.line;
  entry.rule = rule_of(node);
  entry.object = find_text(node, "object").value_or("");
  const std::string file = find_text(node, "file").value_or("");
  if (!file.empty()) entry.file = (folder / file).lexically_normal().string();
  entry.message = find_text(node, "message").value_or("");
  if (entry.object.empty() && entry.file.empty()) {
    fail_at(node.mark,
            "an entry needs an object or a file; a rule as a whole is turned off under "
            "severities: in plumbline.yaml");
  }
  entry.reason = filled(node, "reason", "say why this finding may stay");
  entry.expires = expiry_of(node);
  return entry;
}

fs::path absolute_of(const std::string& file, const fs::path& here) {
  return (here / file).lexically_normal();
}

/// As YAML can hold it: nothing but UTF-8, nothing that plays tricks.
std::string writable(const std::string& text) {
  const std::string seen = visible(text);
  std::string result;
  for (std::size_t at = 0; at < seen.size();) {
    const std::size_t length = decode_utf8(seen, at).length;
    result += length == 0 ? "\xEF\xBF\xBD" : seen.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return result;
}

void append_entry(std::string& out, const char* key, const std::string& value) {
  ((out += "    ") += key) += ": " + yaml_text(writable(value)) + "\n";
}

}  // namespace

std::optional<Date> date_named(const std::string& text) {
  const std::string_view view = text;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const bool shaped = view.size() == 10 && view[4] == '-' && view[7] == '-';
  if (!shaped || !read_number(view.substr(0, 4), year) || !read_number(view.substr(5, 2), month) ||
      !read_number(view.substr(8), day)) {
    return std::nullopt;
  }
  const Date date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return date.ok() && year > 0 ? std::optional(date) : std::nullopt;
}

std::string to_string(const Date& date) {
  return std::to_string(static_cast<int>(date.year())) + "-" +
         padded(static_cast<unsigned>(date.month())) + "-" +
         padded(static_cast<unsigned>(date.day()));
}

Date date_of_epoch(const std::string& seconds_since_epoch) {
  std::int64_t seconds = 0;
  constexpr std::int64_t end_of_year_9999 = 253'402'300'799;
  if (!read_number(seconds_since_epoch, seconds) || seconds < 0 || seconds > end_of_year_9999) {
    throw Error(Error::Kind::unsupported, {},
                "SOURCE_DATE_EPOCH is \"" + seconds_since_epoch +
                    "\"; it must be a number of seconds since 1970");
  }
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  return std::chrono::floor<std::chrono::days>(moment);
}

Baseline read_baseline(std::string_view yaml, const std::string& file) {
  const YamlNode root = read_yaml_tree(yaml, file, {1'000'000, 16});
  Baseline baseline{file, {}};
  // As a shell leaves it that writes the first one there.
  if (root.kind == YamlKind::null) return baseline;
  expect_map(root, "a baseline", {"format", "accepted"});
  check_format(root);
  for (const YamlNode& node : items_of(need_value(root, "accepted"), "accepted")) {
    baseline.entries.push_back(entry_of(node, fs::path(file).parent_path()));
  }
  return baseline;
}

bool speaks_of(const BaselineEntry& entry, const Finding& finding, const fs::path& here) {
  if (entry.rule != finding.rule) return false;
  const bool object =
      entry.object.empty() || equal_folded(entry.object, writable(full_name_of(finding.object)));
  if (!object) return false;
  if (!entry.file.empty() &&
      (finding.file.empty() || absolute_of(entry.file, here) != absolute_of(finding.file, here))) {
    return false;
  }
  return entry.message.empty() || gist_of(entry.message) == gist_of(writable(finding.message));
}

std::string write_baseline(const std::vector<Finding>& findings, const fs::path& folder,
                           const fs::path& here) {
  std::string out =
      "# Each entry needs a reason, and the last day on which it counts: YYYY-MM-DD.\n";
  (out += "format: ") += format_name;
  out += findings.empty() ? "\naccepted: []\n" : "\naccepted:\n";
  for (const Finding& finding : findings) {
    out += "  - rule: " + finding.rule + "\n";
    append_entry(out, "object", full_name_of(finding.object));
    if (!finding.file.empty()) {
      const fs::path file = absolute_of(finding.file, here);
      append_entry(out, "file", file.lexically_proximate(absolute_of(folder, here)).string());
    }
    append_entry(out, "message", finding.message);
    out += "    reason: \"\"\n    expires: \"\"\n";
  }
  return out;
}

}  // namespace plumbline
