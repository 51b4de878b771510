#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

std::string words_for_loss(const MigrationTrials& input, const Loss& loss) {
  if (loss.cause == LossCause::drop_table) return "table " + loss.table.text() + " with its rows";
  if (loss.cause == LossCause::drop_column && loss.column) {
    return "column " + loss.table.text() + "." + loss.column->text() + " with its values";
  }
  return rows_words(input, loss);
}

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const std::vector<const Loss*> losses =
      losses_of(input, [](const Loss& loss) { return is_stated(loss.cause); });
  if (losses.empty()) return;
  std::vector<std::string> words;
  for (const Loss* loss : losses) words.push_back(words_for_loss(input, *loss));
  findings.push_back(finding_of(rule, losses.front()->place,
                                input.migration + " deletes, as it says, " + listed(words),
                                "make sure that a backup has what goes, and that the application "
                                "of before the deploy does not read it any more"));
}

}  // namespace

extern const Rule drops_rows;
const Rule drops_rows{"drops-rows", Severity::note, check};

}  // namespace plumbline
