#include <charconv>
#include <cmath>

#include "analyzer/declare/yaml_values.hpp"
#include "analyzer/history/runner/runner.hpp"
#include "tools/plumbline/flag_values.hpp"
#include "tools/plumbline/rule_words.hpp"
#include "tools/plumbline/settings.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

constexpr YamlLimits limits{100'000, 16};

using Words = std::vector<std::string_view>;

const std::string& text_of(const YamlNode& node, const std::string& what) {
  const std::string& text = text_of_scalar(node, what);
  if (text.empty()) fail_at(node.mark, what + " is empty");
  return text;
}

const std::string& word_of(const YamlNode& node, const std::string& what, const Words& known) {
  const std::string& word = text_of(node, what);
  for (const std::string_view candidate : known) {
    if (candidate == word) return word;
  }
  fail_at(node.mark, what + " cannot be \"" + word + "\"; " + hint_for(word, known) +
                         "known: " + listed(known));
}

std::vector<std::string> texts_of(const YamlNode& node, const std::string& what) {
  std::vector<std::string> texts;
  for (const YamlNode& item : items_of(node, what)) {
    texts.push_back(text_of(item, "an entry of " + what));
  }
  return texts;
}

/// The value of a flag's small language, its complaint with the place in the file.
template <class Parse>
auto parsed(const YamlNode& node, const std::string& what, Parse parse) {
  try {
    return parse(text_of(node, what));
  } catch (const Error& error) {
    if (error.kind() != Error::Kind::usage) throw;
    const std::string& message = error.message();
    fail_at(node.mark, message.starts_with("--") ? message.substr(2) : message);
  }
}

bool on_or_off(const YamlNode& node, const std::string& what) {
  if (node.kind == YamlKind::scalar && (node.text == "on" || node.text == "off")) {
    return node.text == "on";
  }
  return bool_of_scalar(node, what);
}

double seconds_of(const YamlNode& node) {
  const std::string& text = text_of(node, "deadline");
  double seconds = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, seconds);
  if (error == std::errc() && stop == end && std::isfinite(seconds) && seconds > 0) return seconds;
  fail_at(node.mark, "deadline: \"" + text + "\" is no number of seconds above 0");
}

FailOn fail_on_of(const YamlNode& node) {
  const std::string& word = word_of(node, "fail_on", {"error", "warning", "never"});
  if (word == "warning") return FailOn::warning;
  return word == "never" ? FailOn::never : FailOn::error;
}

std::string runner_of(const YamlNode& node) {
  const std::string& word = text_of(node, "the runner");
  if (word == "auto" || !runners_named(word).empty()) return word;
  Words known;
  for (const Runner& runner : all_runners()) known.push_back(runner.name);
  fail_at(node.mark, "no runner \"" + word + "\" is known; " + hint_for(word, known) +
                         "write auto, or one of: " + listed(known));
}

LogChoice log_of(const YamlNode& node) {
  if (node.kind == YamlKind::scalar) return {runner_of(node), "", ""};
  expect_map(node, "log", {"runner", "table", "key"});
  LogChoice log{"", "", ""};
  if (const YamlNode* runner = find_value(node, "runner")) log.runner = runner_of(*runner);
  if (const YamlNode* table = find_value(node, "table")) log.table = text_of(*table, "table");
  if (const YamlNode* key = find_value(node, "key")) log.key_column = text_of(*key, "key");
  return log;
}

std::map<std::string, SeverityChoice> severities_of(const YamlNode& node) {
  std::map<std::string, SeverityChoice> severities;
  for (const YamlEntry& entry : entries_of(node, "severities")) {
    if (!is_rule(entry.key)) fail_at(entry.mark, no_such_rule(entry.key));
    const std::string& word = word_of(entry.value, entry.key, {"error", "warning", "note", "off"});
    SeverityChoice choice{std::nullopt,
                          to_string(SourcePosition{*entry.mark.file, entry.mark.line, 0})};
    for (const Severity severity : {Severity::note, Severity::warning, Severity::error}) {
      if (to_string(severity) == word) choice.severity = severity;
    }
    severities.emplace(entry.key, std::move(choice));
  }
  return severities;
}

std::map<std::string, std::string> placeholders_of(const YamlNode& node) {
  std::map<std::string, std::string> placeholders;
  for (const YamlEntry& entry : entries_of(node, "placeholders")) {
    if (entry.key.empty()) fail_at(entry.mark, "the name of a placeholder is empty");
    placeholders[entry.key] = text_of_scalar(entry.value, entry.key);
  }
  return placeholders;
}

std::set<Hazard> hazards_of(const YamlNode& node) {
  std::vector<std::string> words = {"all"};
  for (const Hazard hazard : all_hazards()) words.push_back(to_string(hazard));
  const Words known(words.begin(), words.end());
  std::set<Hazard> hazards;
  for (const YamlNode& item : items_of(node, "allow")) {
    hazards.merge(parse_hazards(word_of(item, "an entry of allow", known)));
  }
  return hazards;
}

class Reader {
 public:
  Reader(const YamlNode& root, const std::string& file) : root_(root) { settings_.file = file; }

  Settings read() {
    if (root_.kind == YamlKind::null) return settings_;
    expect_map(root_, settings_.file,
               {"database",   "target",       "migrations", "runner",   "log",
                "startup",    "foreign_keys", "runtime",    "rows",     "placeholders",
                "severities", "include",      "exclude",    "ignore",   "allow",
                "rename",     "fail_on",      "baseline",   "deadline", "show_values"});
    read_files();
    read_words();
    read_lists();
    return settings_;
  }

 private:
  void read_files() {
    for (const auto& [key, target] : {std::pair{"database", &settings_.database},
                                      {"target", &settings_.target},
                                      {"migrations", &settings_.migrations},
                                      {"baseline", &settings_.baseline}}) {
      if (const YamlNode* node = find_value(root_, key)) *target = path_of(*node, key);
    }
    if (const YamlNode* node = find_value(root_, "startup")) {
      for (const YamlNode& item : items_of(*node, "startup")) {
        settings_.startup.push_back(startup_of(item));
      }
    }
  }

  void read_words() {
    read("log", settings_.log, log_of);
    read("runner", settings_.log.runner, runner_of);
    read("runtime", settings_.runtime,
         [](const YamlNode& node) { return parsed(node, "runtime", parse_runtime); });
    read("foreign_keys", settings_.foreign_keys,
         [](const YamlNode& node) { return on_or_off(node, "foreign_keys"); });
    read("show_values", settings_.show_values,
         [](const YamlNode& node) { return bool_of_scalar(node, "show_values"); });
    read("rows", settings_.rows, [](const YamlNode& node) {
      return word_of(node, "rows", {"full", "sample"}) == "sample" ? Rows::sample : Rows::full;
    });
    read("fail_on", settings_.fail_on, fail_on_of);
    read("deadline", settings_.deadline_seconds, seconds_of);
  }

  void read_lists() {
    read("severities", settings_.severities, severities_of);
    read("placeholders", settings_.placeholders, placeholders_of);
    read("allow", settings_.allow, hazards_of);
    read("include", settings_.include,
         [](const YamlNode& node) { return texts_of(node, "include"); });
    read("exclude", settings_.exclude,
         [](const YamlNode& node) { return texts_of(node, "exclude"); });
    // A policy ignores objects; the flag for one run excludes them.
    if (const YamlNode* node = find_value(root_, "ignore")) {
      const std::vector<std::string> ignored = texts_of(*node, "ignore");
      settings_.exclude.insert(settings_.exclude.end(), ignored.begin(), ignored.end());
    }
    read("rename", settings_.renames, [](const YamlNode& node) {
      std::vector<Rename> renames;
      for (const YamlNode& item : items_of(node, "rename")) {
        renames.push_back(parsed(item, "an entry of rename", parse_rename));
      }
      return renames;
    });
  }

  template <class Value, class Read>
  void read(const char* key, Value& value, Read read_node) const {
    if (const YamlNode* node = find_value(root_, key)) value = read_node(*node);
  }

  std::string path_of(const YamlNode& node, const std::string& what) const {
    const std::string& text = text_of(node, what);
    if (text == "-") fail_at(node.mark, what + ": a file of settings cannot name standard input");
    return (fs::path(settings_.file).parent_path() / text).lexically_normal().string();
  }

  /// A file called "migrations" is written as ./migrations: bare it is the word.
  std::string startup_of(const YamlNode& node) const {
    constexpr const char* word = "migrations";
    if (text_of(node, "an entry of startup") == word) return word;
    const std::string path = path_of(node, "startup");
    return path == word ? std::string("./") + word : path;
  }

  const YamlNode& root_;
  Settings settings_;
};

}  // namespace

Settings read_settings(std::string_view yaml, const std::string& file) {
  return Reader(read_yaml_tree(yaml, file, limits), file).read();
}

}  // namespace plumbline
