// Generated histories, stopped behind every statement: status must name the point, and no repair
// may be wrong. PLUMBLINE_MANY=N takes N histories, PLUMBLINE_SEED=S that one, PLUMBLINE_FIRST=S
// starts elsewhere.
#include <doctest/doctest.h>

#include <cstdlib>

#include "model/error.hpp"
#include "tests/crashed_history.hpp"
#include "tests/generated_history.hpp"

namespace plumbline {

namespace {

constexpr std::uint64_t histories_in_short = 40;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string text_of(const std::vector<std::string>& migration) {
  std::string text;
  for (const std::string& sql : migration) text += sql + ";\n";
  return text;
}

std::string shown(const GeneratedHistory& history) {
  std::string text = history.foreign_keys ? "" : "-- --foreign-keys off\n";
  for (std::size_t i = 0; i < history.migrations.size(); ++i) {
    text += "-- " + std::to_string(i + 1) + ".sql\n" + text_of(history.migrations[i]);
  }
  return text;
}

void check_point(const CrashPoint& point) {
  const std::string where = point.migration + ":" + std::to_string(point.after_statement);
  CHECK_MESSAGE(point.named, where, " is not named, but ", point.listed);
  CHECK_MESSAGE(point.finish != FinishOutcome::wrong, where, " finished: ", point.finish_detail);
  CHECK_MESSAGE(point.undo != UndoOutcome::wrong, where, " undone: ", point.undo_detail);
}

struct Counts {
  std::size_t points = 0, mended = 0, ambiguous = 0, lost = 0, refused = 0, restored = 0;
};

void count(const CrashMatrix& matrix, Counts& counts) {
  counts.points += matrix.points.size();
  for (const CrashPoint& point : matrix.points) {
    counts.mended += point.finish == FinishOutcome::mended ? 1U : 0U;
    counts.ambiguous += point.finish == FinishOutcome::ambiguous ? 1U : 0U;
    counts.lost += point.finish == FinishOutcome::lost ? 1U : 0U;
    counts.refused += point.finish == FinishOutcome::refused ? 1U : 0U;
    counts.restored += point.undo == UndoOutcome::restored ? 1U : 0U;
  }
}

}  // namespace

TEST_CASE("property: a history that stops anywhere is named, and never mended or undone wrongly") {
  const bool one = std::getenv("PLUMBLINE_SEED") != nullptr;
  const std::uint64_t first =
      one ? number_from("PLUMBLINE_SEED", 1) : number_from("PLUMBLINE_FIRST", 1);
  const std::uint64_t many = one ? 1 : number_from("PLUMBLINE_MANY", histories_in_short);
  Counts counts;
  for (std::uint64_t seed = first; seed < first + many; ++seed) {
    const GeneratedHistory history = generate_history(seed);
    INFO("PLUMBLINE_SEED=", seed, "\n", shown(history));
    try {
      const CrashMatrix matrix = crashed(history.migrations, history.foreign_keys);
      for (const CrashPoint& point : matrix.points) check_point(point);
      for (const std::string& alarm : matrix.false_alarms) FAIL_CHECK("false alarm ", alarm);
      count(matrix, counts);
    } catch (const Error& error) {
      FAIL_CHECK(error.what());
    }
  }
  MESSAGE(counts.points, " points: ", counts.mended, " mended, ", counts.ambiguous, " ambiguous, ",
          counts.lost, " lost, ", counts.refused, " refused; ", counts.restored, " undone");
  CHECK(counts.mended * 2 > counts.points);
}

}  // namespace plumbline
