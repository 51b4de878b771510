#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  if (input.next_run_refuses.empty()) return;
  findings.push_back(
      finding_of(rule, ObjectRef{}, "the next start runs nothing: " + input.next_run_refuses,
                 "mend what it names; where only the log is wrong, repair --log-only does"));
}

}  // namespace

extern const Rule runner_refuses;
const Rule runner_refuses{"runner-refuses", Severity::error, check};

}  // namespace plumbline
