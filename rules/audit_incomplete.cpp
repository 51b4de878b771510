#include <algorithm>

#include "rules/data_words.hpp"

namespace plumbline {

namespace {

std::ptrdiff_t checks_that(const Audit& input, CheckOutcome outcome) {
  return std::ranges::count(input.checks, outcome, &DataCheck::outcome);
}

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

void tell_unfinished(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto checks = checks_that(input, CheckOutcome::not_finished);
  std::vector<std::string> parts = input.not_finished;
  if (checks > 0) {
    parts.push_back(std::to_string(checks) + " of " + std::to_string(input.checks.size()) +
                    " questions to the rows");
  }
  if (parts.empty()) return;
  findings.push_back(finding_of(
      rule, {}, "this is not all: it was ended before these were answered: " + listed(parts),
      "give it more time (--deadline SECONDS), or leave tables out "
      "(--exclude GLOB)"));
}

void tell_failed(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto failed = std::ranges::find(input.checks, CheckOutcome::failed, &DataCheck::outcome);
  if (failed == input.checks.end()) return;
  const auto count = checks_that(input, CheckOutcome::failed);
  const std::string example = failed->object.table.text().empty()
                                  ? failed->what
                                  : failed->object.table.text() + ", " + failed->what;
  Finding finding = finding_of(
      rule, {},
      std::to_string(count) + (count == 1 ? " question" : " questions") +
          " to the rows could not be answered, such as " + example + ": " + failed->why,
      "nothing is known of what they ask about: ask the application itself, or a SQLite that can");
  finding.severity = Severity::note;
  findings.push_back(std::move(finding));
}

void look(const Audit& input, const Rule& rule, std::vector<Finding>& findings) {
  tell_unfinished(input, rule, findings);
  tell_failed(input, rule, findings);
}

}  // namespace

extern const Rule audit_incomplete;
const Rule audit_incomplete{"audit-incomplete", Severity::warning, look};

}  // namespace plumbline
