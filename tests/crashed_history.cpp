#include "tests/crashed_history.hpp"

#include <fstream>

#include "analyzer/sqlite/private_directory.hpp"

namespace plumbline {

namespace {

std::string word_of(FinishOutcome outcome) {
  switch (outcome) {
    case FinishOutcome::mended:
      return "mended";
    case FinishOutcome::ambiguous:
      return "ambiguous";
    case FinishOutcome::lost:
      return "lost";
    case FinishOutcome::refused:
      return "refused";
    case FinishOutcome::wrong:
      break;
  }
  return "WRONG";
}

std::string word_of(UndoOutcome outcome) {
  if (outcome == UndoOutcome::wrong) return "WRONG";
  return outcome == UndoOutcome::restored ? "restored" : "refused";
}

}  // namespace

CrashMatrix crashed(const std::vector<std::vector<std::string>>& migrations, bool foreign_keys) {
  const PrivateDirectory folder = PrivateDirectory::make();
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    std::ofstream file(folder.path() / (std::to_string(i + 1) + ".sql"));
    for (const std::string& sql : migrations[i]) file << sql << ";\n";
  }
  Options options;
  options.foreign_keys = foreign_keys;
  return crash_matrix(folder.path(), LogChoice(), options);
}

std::string answers(const std::vector<std::vector<std::string>>& migrations) {
  const CrashMatrix matrix = crashed(migrations, true);
  std::string text;
  for (const CrashPoint& point : matrix.points) {
    if (point.migration != std::to_string(migrations.size())) continue;
    text += (text.empty() ? "" : "; ") + std::to_string(point.after_statement) + ": " +
            (point.named ? "" : "NOT NAMED, ") + word_of(point.finish) + ", " + word_of(point.undo);
  }
  for (const std::string& alarm : matrix.false_alarms) text += "; ALARM " + alarm;
  return text;
}

}  // namespace plumbline
