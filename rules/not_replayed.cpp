#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const NotReplayed& statement : input.not_replayed) {
    Finding finding = finding_of(
        rule, ObjectRef{},
        "a statement of " + statement.migration +
            " fails on an empty database, so what it does is "
            "not known" +
            after_colon(statement.message),
        "give it what it needs: --set NAME=VALUE fills a placeholder; compare the rest by hand");
    finding.file = statement.file;
    finding.line = statement.line;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule not_replayed;
const Rule not_replayed{"not-replayed", Severity::warning, check};

}  // namespace plumbline
