#include <algorithm>

#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

constexpr std::size_t most_choices = 5;

int statements_of(const Reconciliation& input, const std::string& id) {
  const auto found = std::ranges::find(input.migrations, id, &MigrationStatus::id);
  return found == input.migrations.end() ? 0 : found->statements;
}

/// "--resume-at 0007:3 where statement 2 was the last that ran"
std::string choice(const Reconciliation& input, const Cut& cut) {
  const std::string flag =
      "--resume-at " + cut.migration + ":" + std::to_string(cut.after_statement + 1);
  if (cut.after_statement == 0) return flag + " where nothing of it has run";
  if (cut.after_statement == statements_of(input, cut.migration)) {
    return flag + " where all of it has run";
  }
  return flag + " where statement " + std::to_string(cut.after_statement) +
         " was the last that ran";
}

std::string choices(const Reconciliation& input) {
  if (input.cuts.empty()) return "--resume-at M:K, the migration and the statement to go on from";
  std::string out;
  for (std::size_t i = 0; i < input.cuts.size() && i < most_choices; ++i) {
    out += (i == 0 ? "" : "; ") + choice(input, input.cuts[i]);
  }
  if (input.cuts.size() <= most_choices) return out;
  return out + "; and so on (" + std::to_string(input.cuts.size()) + " points fit)";
}

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  if (input.undecided.empty()) return;
  findings.push_back(finding_of(
      rule, ObjectRef{}, "it cannot be known from where to go on: " + input.undecided,
      "look at the rows or at the runner's output, then say the point: " + choices(input)));
}

}  // namespace

extern const Rule undecided_point;
const Rule undecided_point{"undecided-point", Severity::error, check};

}  // namespace plumbline
