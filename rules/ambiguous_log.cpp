#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  if (input.log_ambiguous.empty()) return;
  findings.push_back(finding_of(rule, ObjectRef{},
                                "more than one table may be the log: " + input.log_ambiguous,
                                "name the one that counts: --log RUNNER, or --log-table NAME"));
}

}  // namespace

extern const Rule ambiguous_log;
const Rule ambiguous_log{"ambiguous-log", Severity::error, check};

}  // namespace plumbline
