#include "tools/pages/value_words.hpp"

#include <set>
#include <sstream>

#include "analyzer/history/runner/runner.hpp"
#include "model/plan.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

namespace {

using Kind = ValueWords::Kind;

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; std::getline(stream, word, at);) words.push_back(word);
  return words;
}

std::vector<std::string> hazards() {
  std::vector<std::string> words;
  for (const Hazard hazard : all_hazards()) words.push_back(to_string(hazard));
  words.emplace_back("all");
  return words;
}

std::vector<std::string> runners() {
  std::set<std::string> names;
  for (const Runner& runner : all_runners()) names.insert(runner.name);
  std::vector<std::string> words = {"auto"};
  words.insert(words.end(), names.begin(), names.end());
  return words;
}

std::vector<std::string> rules() {
  std::set<std::string> names;
  for (const Rule* rule : all_rules()) names.emplace(rule->id);
  return {names.begin(), names.end()};
}

}  // namespace

ValueWords values_of(const std::string& name) {
  if (name.find('|') != std::string::npos) return {Kind::none, split(name, '|')};
  if (name == "HAZARD") return {Kind::none, hazards(), true};
  if (name == "RUNNER") return {Kind::none, runners()};
  if (name == "RULE") return {Kind::none, rules()};
  if (name == "ENGINE") return {Kind::none, {"d1", "libsql", "sqlite-3.40"}, false, true};
  if (name == "X") return {Kind::file, {"migrations"}};
  if (name == "DIR") return {Kind::directory, {}};
  const std::set<std::string> files = {"FILE", "TARGET", "SNAPSHOT", "DB", "SOURCE", "FROM", "TO"};
  return {files.contains(name) ? Kind::file : Kind::none, {}};
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

}  // namespace plumbline
