#include <algorithm>

#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

bool runs(const Deploy& input, const StatementPlace& place) {
  const auto& steps = input.forecast.steps;
  return std::find(steps.begin(), steps.end(), place.step) != steps.end();
}

std::string against_declared(const Deploy& input, const std::string& difference) {
  const std::string when = input.forecast.steps.empty() ? "" : "behind the next start ";
  return when + "it is not as " + input.declared + " declares it: " + difference;
}

std::string against_fresh(const Deploy& input, const StatementPlace& place,
                          const std::string& difference) {
  const std::string message =
      "behind the next start it is not what the same steps make of an empty database: " +
      difference;
  if (place.step.empty()) return message;
  if (!runs(input, place)) return message + " (" + place.step + " is never run)";
  return message + " (" + words_for(place) + " passes over what is there)";
}

std::string way_out(const Deploy& input, const StatementPlace& place) {
  if (place.step.empty() || runs(input, place)) {
    return "rename or mend what is in the way before the deploy: plumbline repair --to the schema "
           "that you want";
  }
  return "plumbline repair --through " + place.step + " runs and records it";
}

/// Of a declared schema there is no statement to point to.
Finding finding_for(const Deploy& input, const Rule& rule, std::size_t i) {
  const Change& change = input.forecast.drift[i];
  const std::string difference = kind_of(change) + ": " + describe(change);
  if (i >= input.drift_at.size()) {
    return finding_of(rule, object_of(change), against_declared(input, difference),
                      "plumbline repair --to " + input.declared + " prints the SQL for it");
  }
  const StatementPlace& place = input.drift_at[i];
  Finding finding = finding_of(rule, object_of(change), against_fresh(input, place, difference),
                               way_out(input, place));
  finding.file = place.file;
  finding.line = place.line;
  return finding;
}

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < input.forecast.drift.size(); ++i) {
    findings.push_back(finding_for(input, rule, i));
  }
}

}  // namespace

extern const Rule deploy_drifts;
const Rule deploy_drifts{"deploy-drifts", Severity::error, check};

}  // namespace plumbline
