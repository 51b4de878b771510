#include "tests/crashed_history.hpp"

#include <fstream>

#include "analyzer/sqlite/private_directory.hpp"

namespace plumbline {

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
            (point.named ? "" : "NOT NAMED, ") + to_string(point.finish) + ", " +
            to_string(point.undo);
  }
  for (const std::string& alarm : matrix.false_alarms) text += "; ALARM " + alarm;
  return text;
}

}  // namespace plumbline
