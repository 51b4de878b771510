#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!input.runtime) return;
  std::vector<std::string> words;
  const StatementFacts* first = nullptr;
  for (const StatementFacts& facts : input.statements) {
    for (const SqlFeature& feature : facts.needs) {
      if (feature.since <= input.runtime->version) continue;
      if (first == nullptr) first = &facts;
      words.push_back("statement " + std::to_string(facts.place.statement) + " needs SQLite " +
                      version_words(feature.since) + " (" + feature.words + ")");
    }
  }
  if (first == nullptr) return;
  findings.push_back(finding_of(rule, first->place,
                                listed(words) + ", and " + to_string(*input.runtime) + " is older",
                                "write it as the older one knows it; a column is dropped there by "
                                "a rebuild of its table"));
}

}  // namespace

extern const Rule statement_newer_than_runtime;
const Rule statement_newer_than_runtime{"statement-newer-than-runtime", Severity::error, check};

}  // namespace plumbline
