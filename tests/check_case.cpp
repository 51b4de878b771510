#include "tests/check_case.hpp"

#include "tests/case_yaml.hpp"

namespace plumbline {

namespace {

TransactionMode mode_of(const YamlNode& node) {
  const std::string word = text_of_scalar(node, "transaction");
  if (word == "none") return TransactionMode::none;
  if (word == "per_migration") return TransactionMode::per_migration;
  if (word == "all") return TransactionMode::all;
  fail_at(node.mark, "transaction is none, per_migration or all");
}

RealStart start_of(const YamlNode& node) {
  expect_map(node, "a start", {"runs", "transaction", "record", "moved", "rows"});
  RealStart start;
  start.runs = texts_of(need_value(node, "runs"), "runs");
  if (const YamlNode* mode = find_value(node, "transaction")) start.transaction = mode_of(*mode);
  start.record = find_text(node, "record").value_or("");
  start.moved = find_pairs(node, "moved");
  start.rows = find_pairs(node, "rows");
  return start;
}

ExpectedCheck check_of(const YamlNode& node) {
  expect_map(node, "a check",
             {"migrations", "flags", "exit", "forecast", "why", "at", "error", "steps", "losses",
              "rules", "rules_not", "says", "start"});
  ExpectedCheck check;
  check.migrations = find_text(node, "migrations").value_or("migrations");
  check.flags = words_of(find_text(node, "flags"));
  check.exit_code = integer_of_scalar(need_value(node, "exit"), "exit");
  check.forecast = need_text(node, "forecast");
  check.why = find_text(node, "why");
  check.at = find_text(node, "at");
  check.error = find_text(node, "error");
  if (find_value(node, "steps") != nullptr) check.steps = find_texts(node, "steps");
  if (find_value(node, "losses") != nullptr) check.losses = find_texts(node, "losses");
  check.rules = find_texts(node, "rules");
  check.rules_not = find_texts(node, "rules_not");
  check.says = find_texts(node, "says");
  if (const YamlNode* start = find_value(node, "start")) check.start = start_of(*start);
  return check;
}

}  // namespace

std::vector<ExpectedCheck> checks_of(const YamlNode& root) {
  std::vector<ExpectedCheck> checks;
  const YamlNode* const list = find_value(root, "check");
  if (list == nullptr) return checks;
  for (const YamlNode& item : items_of(*list, "check")) checks.push_back(check_of(item));
  const YamlNode* const start = find_value(root, "start");
  if (start == nullptr) return checks;
  for (ExpectedCheck& check : checks) {
    if (!check.start) check.start = start_of(*start);
  }
  return checks;
}

}  // namespace plumbline
