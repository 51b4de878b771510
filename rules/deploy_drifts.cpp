#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

std::string what_differs(const Deploy& input, const Change& change, bool placed) {
  const std::string when = input.forecast.steps.empty() ? "" : "behind the next start ";
  if (!placed) {
    return when + "it is not as " + input.declared + " declares it: " + kind_of(change) + ": " +
           describe(change);
  }
  return when + "it is not what the same steps make of an empty database: " + kind_of(change) +
         ": " + describe(change) + " (IF NOT EXISTS looks at the name only)";
}

std::string way_out(const Deploy& input, bool placed) {
  if (!placed) return "plumbline repair --to " + input.declared + " prints the SQL that is missing";
  return "rename or mend what is in the way before the deploy: repair --to the schema that you "
         "want";
}

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  const Forecast& forecast = input.forecast;
  for (std::size_t i = 0; i < forecast.drift.size(); ++i) {
    const Change& change = forecast.drift[i];
    const bool placed = i < input.drift_at.size();
    Finding finding = finding_of(rule, object_of(change), what_differs(input, change, placed),
                                 way_out(input, placed));
    if (placed) finding.file = input.drift_at[i].file;
    if (placed) finding.line = input.drift_at[i].line;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule deploy_drifts;
const Rule deploy_drifts{"deploy-drifts", Severity::error, check};

}  // namespace plumbline
