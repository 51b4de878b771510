#include "tests/stopped_case.hpp"

#include <algorithm>

#include "tests/case_yaml.hpp"
#include "tests/check_case.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

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
  expect_map(root, "a case",
             {"tells", "flags", "stopped", "rerun", "status", "repair", "start", "check"});
  StoppedCase result;
  result.file = file;
  result.tells = need_text(root, "tells");
  result.flags = words_of(find_text(root, "flags"));
  if (const YamlNode* stopped = find_value(root, "stopped")) result.stopped = stop_of(*stopped);
  if (const YamlNode* rerun = find_value(root, "rerun")) result.rerun = rerun_of(*rerun);
  if (const YamlNode* status = find_value(root, "status")) result.status = status_of(*status);
  if (const YamlNode* repairs = find_value(root, "repair")) {
    for (const YamlNode& item : items_of(*repairs, "repair")) {
      result.repairs.push_back(repair_of(item));
    }
  }
  result.checks = checks_of(root);
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
