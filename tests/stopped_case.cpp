#include "tests/stopped_case.hpp"

#include <algorithm>
#include <sstream>

#include "analyzer/declare/yaml_values.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Texts = std::vector<std::string>;

/// One line of flags, parted at spaces.
Texts words_of(const std::optional<std::string>& line) {
  std::istringstream in(line.value_or(""));
  Texts words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Texts texts_of(const YamlNode& list, const std::string& what) {
  Texts texts;
  for (const YamlNode& item : items_of(list, what)) texts.push_back(text_of_scalar(item, what));
  return texts;
}

Texts find_texts(const YamlNode& map, const std::string& key) {
  const YamlNode* const list = find_value(map, key);
  return list == nullptr ? Texts{} : texts_of(*list, key);
}

std::vector<std::pair<std::string, std::string>> pairs_of(const YamlNode& map,
                                                          const std::string& what) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const YamlEntry& entry : entries_of(map, what)) {
    pairs.emplace_back(entry.key, text_of_scalar(entry.value, what));
  }
  return pairs;
}

std::optional<int> find_exit(const YamlNode& map) {
  const YamlNode* const code = find_value(map, "exit");
  if (code == nullptr) return std::nullopt;
  return integer_of_scalar(*code, "exit");
}

ExpectedStatus status_of(const YamlNode& node) {
  expect_map(node, "a status", {"exit", "migrations", "cuts", "says", "says_first"});
  ExpectedStatus status;
  status.exit_code = find_exit(node);
  if (const YamlNode* migrations = find_value(node, "migrations")) {
    status.migrations = pairs_of(*migrations, "migrations");
  }
  if (const YamlNode* cuts = find_value(node, "cuts")) status.cuts = texts_of(*cuts, "cuts");
  status.says = find_texts(node, "says");
  status.says_first = find_texts(node, "says_first");
  return status;
}

ExpectedRepair repair_of(const YamlNode& node) {
  expect_map(node, "a repair", {"flags", "exit", "says", "says_not", "rows", "after", "next"});
  ExpectedRepair repair;
  repair.flags = words_of(find_text(node, "flags"));
  repair.exit_code = integer_of_scalar(need_value(node, "exit"), "exit");
  repair.says = find_texts(node, "says");
  repair.says_not = find_texts(node, "says_not");
  if (const YamlNode* rows = find_value(node, "rows")) repair.rows = pairs_of(*rows, "rows");
  repair.after.exit_code = 0;
  if (const YamlNode* after = find_value(node, "after")) repair.after = status_of(*after);
  repair.next = find_texts(node, "next");
  return repair;
}

Rerun rerun_of(const YamlNode& node) {
  expect_map(node, "rerun", {"files", "error"});
  return {find_texts(node, "files"), need_text(node, "error")};
}

Stop stop_of(const YamlNode& node) {
  expect_map(node, "stopped", {"file", "after_statement"});
  return {need_text(node, "file"),
          integer_of_scalar(need_value(node, "after_statement"), "after_statement")};
}

}  // namespace

StoppedCase read_stopped_case(const fs::path& file) {
  const YamlNode root = read_yaml_tree(read_bytes(file), file.string());
  expect_map(root, "a case", {"tells", "flags", "stopped", "rerun", "status", "repair"});
  StoppedCase result;
  result.file = file;
  result.tells = need_text(root, "tells");
  result.flags = words_of(find_text(root, "flags"));
  if (const YamlNode* stopped = find_value(root, "stopped")) result.stopped = stop_of(*stopped);
  if (const YamlNode* rerun = find_value(root, "rerun")) result.rerun = rerun_of(*rerun);
  result.status = status_of(need_value(root, "status"));
  for (const YamlNode& item : items_of(need_value(root, "repair"), "repair")) {
    result.repairs.push_back(repair_of(item));
  }
  return result;
}

std::vector<fs::path> all_stopped_cases(const fs::path& folder) {
  std::vector<fs::path> cases;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path& path = entry.path();
    if (path.extension() != ".yaml") continue;
    if (fs::exists(path.parent_path() / "before.sql")) cases.push_back(path);
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

}  // namespace plumbline
