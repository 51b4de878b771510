#include "rules/rerun_words.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

std::string how_it_ends(const RerunTrial& rerun, const std::string& verb) {
  const std::string at =
      rerun.fails_at ? " at statement " + std::to_string(rerun.fails_at->statement) : "";
  return (rerun.outcome == RerunOutcome::fails ? "fails" : verb) + at + after_colon(rerun.detail);
}

bool changes_something(const StatementFacts& facts) {
  return facts.changes_schema || facts.changes_rows || !facts.transaction.empty();
}

}  // namespace

std::vector<const RerunTrial*> reruns_that_end(const MigrationTrials& input, RerunOutcome outcome) {
  std::map<int, const RerunTrial*> worst;
  for (const RerunTrial& rerun : input.reruns) {
    const RerunTrial*& known = worst[rerun.stopped_behind.statement];
    if (known == nullptr || badness(rerun.outcome) > badness(known->outcome)) known = &rerun;
  }
  std::vector<const RerunTrial*> ending;
  for (const auto& [statement, rerun] : worst) {
    if (rerun->outcome == outcome) ending.push_back(rerun);
  }
  return ending;
}

std::string words_for(const std::vector<const RerunTrial*>& reruns, const std::string& verb) {
  constexpr std::size_t most_ways = 2;
  std::vector<std::pair<std::string, std::vector<int>>> ways;
  for (const RerunTrial* rerun : reruns) {
    const std::string way = how_it_ends(*rerun, verb);
    auto known = std::ranges::find(ways, way, &std::pair<std::string, std::vector<int>>::first);
    if (known == ways.end()) known = ways.insert(known, {way, {}});
    known->second.push_back(rerun->stopped_behind.statement);
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(ways.size(), most_ways); ++i) {
    text += (i == 0 ? "stopped " : "; ") + points(ways[i].second) + ", " +
            (i == 0 ? "the next run " : "it ") + ways[i].first;
  }
  return text + (ways.size() > most_ways ? "; and so on" : "");
}

bool only_behind_the_end(const MigrationTrials& input,
                         const std::vector<const RerunTrial*>& reruns) {
  int last = 0;
  for (const StatementFacts& facts : input.statements) {
    if (changes_something(facts)) last = std::max(last, facts.place.statement);
  }
  return last > 0 && std::ranges::all_of(reruns, [&](const RerunTrial* rerun) {
           return rerun->stopped_behind.statement >= last;
         });
}

Finding finding_of_reruns(const Rule& rule, const MigrationTrials& input,
                          const std::vector<const RerunTrial*>& reruns, const std::string& verb,
                          const std::string& remedy) {
  const RerunTrial& first = *reruns.front();
  const StatementPlace& place = first.fails_at ? *first.fails_at : first.stopped_behind;
  const bool known = input.transaction == TransactionMode::none;
  const std::string doubt =
      known ? "" : "; if the runner puts a transaction around it, name the runner with --log";
  Finding finding = finding_of(rule, place, input.migration + ": " + words_for(reruns, verb),
                               safe_text_or(input, remedy) + doubt);
  if (finding.file.empty()) finding.file = input.file;
  return finding;
}

std::vector<const RerunTrial*> points_with_rows_in_temp(const MigrationTrials& input) {
  int first = 0;
  int last = 0;
  for (const StatementFacts& facts : input.statements) {
    if (!facts.uses_temp) continue;
    if (first == 0) first = facts.place.statement;
    last = facts.place.statement;
  }
  std::vector<const RerunTrial*> points = reruns_that_end(input, RerunOutcome::loses_rows);
  std::erase_if(points, [&](const RerunTrial* rerun) {
    const int behind = rerun->stopped_behind.statement;
    return behind < first || behind >= last;
  });
  return points;
}

}  // namespace plumbline
