#include "analyzer/forecast/risk.hpp"

#include <algorithm>
#include <tuple>

namespace plumbline {

namespace {

bool is_wrapped(const MigrationTrials& trials) {
  return trials.transaction == TransactionMode::per_migration ||
         trials.transaction == TransactionMode::all;
}

/// The first line, or as much of it as can be read at a glance; no character is cut in two.
std::string beginning_of(const std::string& sql) {
  std::size_t end = 60;
  const std::string line = sql.substr(0, sql.find('\n'));
  if (line.size() <= end) return line;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80) --end;
  return line.substr(0, end) + "…";
}

std::string outcome_words(const RerunTrial& rerun) {
  switch (rerun.outcome) {
    case RerunOutcome::loses_rows:
      return "loses rows: " + rerun.detail;
    case RerunOutcome::other_schema:
      return "leads to another schema: " + rerun.detail;
    case RerunOutcome::other_rows:
      return "changes rows a second time: " + rerun.detail;
    default:
      break;
  }
  if (!rerun.fails_at) return "fails: " + rerun.detail;
  return "fails at " + beginning_of(rerun.fails_at->sql) + ": " + rerun.detail;
}

}  // namespace

bool Risk::is_less_than(const Risk& other) const {
  const bool nowhere_more = failures <= other.failures && wiped <= other.wiped &&
                            loses_rows <= other.loses_rows && other_schema <= other.other_schema &&
                            other_rows <= other.other_rows && fails <= other.fails;
  Risk as_other = *this;
  as_other.drops_later_rows = other.drops_later_rows;
  return nowhere_more && as_other != other;
}

bool Risk::weighs_less_than(const Risk& other) const {
  const auto weight = [](const Risk& risk) {
    return std::tuple(risk.failures + risk.wiped, risk.loses_rows, risk.other_schema,
                      risk.other_rows, risk.drops_later_rows, risk.fails);
  };
  return weight(*this) < weight(other);
}

Risk risk_of(const MigrationTrials& trials) {
  Risk risk;
  for (const RunTrial& run : trials.runs) {
    if (run.in_transaction != is_wrapped(trials)) continue;
    risk.failures += run.failure ? 1 : 0;
    risk.wiped +=
        std::ranges::any_of(run.losses, [](const Loss& loss) { return !is_stated(loss.cause); })
            ? 1
            : 0;
  }
  for (const RerunTrial& rerun : trials.reruns) {
    risk.loses_rows += rerun.outcome == RerunOutcome::loses_rows ? 1 : 0;
    risk.other_schema += rerun.outcome == RerunOutcome::other_schema ? 1 : 0;
    risk.other_rows += rerun.outcome == RerunOutcome::other_rows ? 1 : 0;
    risk.fails += rerun.outcome == RerunOutcome::fails ? 1 : 0;
  }
  return risk;
}

std::vector<std::string> what_is_left(const MigrationTrials& trials, bool own_transaction) {
  std::vector<std::string> words;
  for (const RerunTrial& rerun : trials.reruns) {
    if (rerun.outcome == RerunOutcome::works) continue;
    const std::string where =
        own_transaction ? "stopped between COMMIT and the row in the log"
                        : "stopped behind line " + std::to_string(rerun.stopped_behind.line);
    std::string text = where + ", the next run " + outcome_words(rerun);
    if (std::ranges::find(words, text) == words.end()) words.push_back(std::move(text));
  }
  return words;
}

}  // namespace plumbline
