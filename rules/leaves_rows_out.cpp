#include <algorithm>

#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

bool is_silent_loss(const Loss& loss) {
  return loss.cause == LossCause::left_out || loss.cause == LossCause::replace ||
         loss.cause == LossCause::trigger;
}

std::string words_for_loss(const MigrationTrials& input, const Loss& loss) {
  const char* how = loss.cause == LossCause::left_out  ? " are not copied"
                    : loss.cause == LossCause::replace ? " are replaced by others"
                                                       : " are deleted by a trigger";
  return rows_words(input, loss) + how;
}

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const std::vector<const Loss*> losses = losses_of(input, is_silent_loss);
  if (losses.empty()) return;
  std::vector<std::string> words;
  for (const Loss* loss : losses) words.push_back(words_for_loss(input, *loss));
  findings.push_back(finding_of(
      rule, losses.front()->place,
      words_for(losses.front()->place) + " loses rows that it does not name: " + listed(words),
      "INSERT OR ABORT, no REPLACE, and a SELECT that takes every row; where rows shall go, a "
      "DELETE says so"));
}

}  // namespace

extern const Rule leaves_rows_out;
const Rule leaves_rows_out{"leaves-rows-out", Severity::warning, check};

}  // namespace plumbline
