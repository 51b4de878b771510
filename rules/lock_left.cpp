#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const std::string& lock : input.locks) {
    findings.push_back(finding_of(
        rule, ObjectRef{}, lock + ": the runner waits or refuses until it is released",
        "make sure that no migration is running, then release it with the runner's own command"));
  }
}

}  // namespace

extern const Rule lock_left;
const Rule lock_left{"lock-left", Severity::warning, check};

}  // namespace plumbline
