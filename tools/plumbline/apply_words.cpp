#include "tools/plumbline/apply_words.hpp"

#include <array>

#include "tools/plumbline/next_step.hpp"
#include "tools/plumbline/terminal.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

// A slow disk of today; the bar shows what this one does.
constexpr std::int64_t bytes_a_second = 100'000'000;

std::string seconds_in_words(std::int64_t bytes) {
  const std::int64_t seconds = bytes / bytes_a_second;
  if (seconds == 0) return "less than a second";
  return "about " + std::to_string(seconds) + " s at 100 MB a second";
}

/// As the sqlite3 shell reads the words of its own commands: nothing is special between single
/// quotes, and C's escapes are between double ones.
/// https://sqlite.org/cli.html#dot_command_arguments
std::string shell_argument(const std::string& name) {
  const bool plain = name.find_first_of(" \t\n'\"\\") == std::string::npos;
  if (plain) return name;
  if (name.find('\'') == std::string::npos) return "'" + name + "'";
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string bytes_in_words(std::int64_t bytes) {
  constexpr std::int64_t thousand = 1000;
  if (bytes < thousand) return std::to_string(bytes) + " bytes";
  constexpr std::array units = {" kB", " MB", " GB", " TB", " PB", " EB"};
  std::int64_t tenths = bytes / (thousand / 10);
  std::size_t unit = 0;
  while (tenths >= thousand * 10) {
    tenths /= thousand;
    ++unit;
  }
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + units.at(unit);
}

std::string render_cost(const std::string& database, const Plan& plan, const ApplyCost& cost) {
  std::string out =
      "applying " + plural(plan.statements.size(), "statement") + " to " + visible(database) +
      "\n  rows written anew: " + std::to_string(cost.rows_rewritten) +
      "\n  disk: " + bytes_in_words(cost.backup_bytes) + " for a copy made first, which stays";
  if (cost.working_bytes > 0) {
    out += ", and up to " + bytes_in_words(cost.working_bytes) + " while it runs";
  }
  return out + "\n  the write lock is held for " + seconds_in_words(cost.bytes_moved) +
         "; other writers wait\n";
}

std::string way_back(const std::string& database, const std::string& backup) {
  return "sqlite3 " + shell_word(database) + " " + shell_word(".restore " + shell_argument(backup));
}

std::string render_applied(const std::string& database, const Applied& applied) {
  const std::string backup = applied.backup.string();
  std::string out = "applied: " + plural(applied.statements, "statement") + " to " +
                    visible(database) +
                    "; integrity, foreign keys and schema were checked before the commit\n";
  for (const std::string& note : applied.notes) out += "note: " + visible(note) + "\n";
  return out + "as it was before: " + visible(backup) +
         "\nto go back, stop the application (what it has written since is lost) and run\n  " +
         way_back(database, backup) + "\n";
}

}  // namespace plumbline
