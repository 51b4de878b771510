// Prints the crash matrix of directories of migrations: at how many points of stopping the point is
// named, the repair is right, and running the migration again would have helped.
//
//   plumbline_crash_matrix [--verbose] [--log RUNNER] [--foreign-keys on|off] DIR…
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/forecast/crash_matrix.hpp"
#include "model/error.hpp"

namespace plumbline {
namespace {

struct Arguments {
  bool verbose = false;
  LogChoice log;
  Options options;
  std::vector<std::string> directories;
};

struct Totals {
  std::size_t points = 0, named = 0;
  std::size_t mended = 0, ambiguous = 0, lost = 0, refused = 0, wrong = 0;
  std::size_t restored = 0, not_undone = 0, undone_wrong = 0;
  std::size_t works = 0, fails = 0, other_schema = 0, loses_rows = 0, other_rows = 0;
  std::size_t clean = 0, alarms = 0;
};

std::size_t& counter_of(Totals& totals, FinishOutcome outcome) {
  switch (outcome) {
    case FinishOutcome::mended:
      return totals.mended;
    case FinishOutcome::ambiguous:
      return totals.ambiguous;
    case FinishOutcome::lost:
      return totals.lost;
    case FinishOutcome::refused:
      return totals.refused;
    case FinishOutcome::wrong:
      break;
  }
  return totals.wrong;
}

std::size_t& counter_of(Totals& totals, UndoOutcome outcome) {
  switch (outcome) {
    case UndoOutcome::restored:
      return totals.restored;
    case UndoOutcome::refused:
      return totals.not_undone;
    case UndoOutcome::wrong:
      break;
  }
  return totals.undone_wrong;
}

std::size_t& counter_of(Totals& totals, RerunOutcome outcome) {
  switch (outcome) {
    case RerunOutcome::works:
      return totals.works;
    case RerunOutcome::fails:
      return totals.fails;
    case RerunOutcome::other_schema:
      return totals.other_schema;
    case RerunOutcome::loses_rows:
      return totals.loses_rows;
    case RerunOutcome::other_rows:
      break;
  }
  return totals.other_rows;
}

const char* word_of(RerunOutcome outcome) {
  switch (outcome) {
    case RerunOutcome::works:
      return "works";
    case RerunOutcome::fails:
      return "fails";
    case RerunOutcome::other_schema:
      return "makes another schema";
    case RerunOutcome::loses_rows:
      return "loses rows";
    case RerunOutcome::other_rows:
      break;
  }
  return "makes other rows";
}

void add(Totals& totals, const CrashMatrix& matrix) {
  totals.points += matrix.points.size();
  for (const CrashPoint& point : matrix.points) {
    totals.named += point.named ? 1U : 0U;
    ++counter_of(totals, point.finish);
    ++counter_of(totals, point.undo);
    ++counter_of(totals, point.rerun);
  }
  totals.clean += matrix.clean_states;
  totals.alarms += matrix.false_alarms.size();
}

/// A Markdown table, for the README.
void print_head() {
  std::puts(
      "| history | points | named | finish: mended / ambiguous / lost / refused / wrong | undo: "
      "restored / refused / wrong | run again: works / fails / other schema / loses rows / other "
      "rows | clean states: false alarms |");
  std::puts("|---|--:|--:|--:|--:|--:|--:|");
}

void print_row(const std::string& name, const Totals& t) {
  std::printf("| %s | %zu | %zu | %zu / %zu / %zu / %zu / %zu | %zu / %zu / %zu | ", name.c_str(),
              t.points, t.named, t.mended, t.ambiguous, t.lost, t.refused, t.wrong, t.restored,
              t.not_undone, t.undone_wrong);
  std::printf("%zu / %zu / %zu / %zu / %zu | %zu: %zu |\n", t.works, t.fails, t.other_schema,
              t.loses_rows, t.other_rows, t.clean, t.alarms);
}

/// On one line, and not all of it: values can be long.
std::string with_detail(const std::string& word, std::string detail) {
  constexpr std::size_t most = 400;
  if (detail.empty()) return word;
  std::ranges::replace(detail, '\n', ' ');
  if (detail.size() > most) detail = detail.substr(0, most) + "…";
  return word + " (" + detail + ")";
}

bool is_worth_a_line(const CrashPoint& point) {
  return !point.named || point.finish != FinishOutcome::mended || point.undo == UndoOutcome::wrong;
}

void print_point(const std::string& history, const CrashPoint& point) {
  std::printf("%s/%s:%d: %s; finish %s; undo %s; run again %s\n", history.c_str(),
              point.migration.c_str(), point.after_statement,
              point.named ? "named" : ("NOT NAMED, but " + point.listed).c_str(),
              with_detail(to_string(point.finish), point.finish_detail).c_str(),
              with_detail(to_string(point.undo), point.undo_detail).c_str(),
              with_detail(word_of(point.rerun), point.rerun_detail).c_str());
}

void print_details(const std::string& history, const CrashMatrix& matrix, bool verbose) {
  for (const CrashPoint& point : matrix.points) {
    if (verbose || is_worth_a_line(point)) print_point(history, point);
  }
  for (const std::string& alarm : matrix.false_alarms) {
    std::printf("%s: FALSE ALARM %s\n", history.c_str(), alarm.c_str());
  }
  for (const std::string& note : matrix.notes) {
    std::printf("%s: note: %s\n", history.c_str(), note.c_str());
  }
}

std::string name_of(const std::string& directory) {
  const std::filesystem::path path = std::filesystem::path(directory).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).filename().string();
}

int run(const Arguments& arguments) {
  Totals all;
  std::vector<std::pair<std::string, CrashMatrix>> matrices;
  print_head();
  for (const std::string& directory : arguments.directories) {
    CrashMatrix matrix = crash_matrix(directory, arguments.log, arguments.options);
    Totals one;
    add(one, matrix);
    add(all, matrix);
    print_row(name_of(directory), one);
    std::fflush(stdout);
    matrices.emplace_back(name_of(directory), std::move(matrix));
  }
  if (matrices.size() > 1) print_row("all", all);
  std::puts("");
  for (const auto& [name, matrix] : matrices) print_details(name, matrix, arguments.verbose);
  const bool good =
      all.named == all.points && all.wrong == 0 && all.undone_wrong == 0 && all.alarms == 0;
  return good ? 0 : 2;
}

/// Nothing where the arguments make no sense.
std::optional<Arguments> read_arguments(const std::vector<std::string>& words) {
  Arguments arguments;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == "--verbose") {
      arguments.verbose = true;
    } else if (words[at] == "--log" && at + 1 < words.size()) {
      arguments.log.runner = words[++at];
    } else if (words[at] == "--foreign-keys" && at + 1 < words.size()) {
      arguments.options.foreign_keys = words[++at] != "off";
    } else if (words[at].starts_with("--")) {
      return std::nullopt;
    } else {
      arguments.directories.push_back(words[at]);
    }
  }
  if (arguments.directories.empty()) return std::nullopt;
  return arguments;
}

}  // namespace
}  // namespace plumbline

int main(int count, char** words) {
  const auto arguments = plumbline::read_arguments({words + 1, words + count});
  if (!arguments) {
    std::fputs(
        "usage: tools/crash-matrix [--verbose] [--log RUNNER] [--foreign-keys on|off] DIR…\n",
        stderr);
    return 64;
  }
  try {
    return plumbline::run(*arguments);
  } catch (const plumbline::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
