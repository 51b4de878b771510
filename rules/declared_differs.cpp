#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Change& change : input.declared_against_migrations) {
    if (is_extra(change)) continue;
    Finding finding = finding_of(
        rule, object_of(change),
        "an empty database built by " + input.migrations + " is not as " + input.declared +
            " declares it: " + kind_of(change) + ": " + describe(change),
        "add a migration that makes the difference, or mend " + input.declared);
    finding.file = input.declared;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule declared_differs;
const Rule declared_differs{"declared-differs", Severity::error, check};

}  // namespace plumbline
