// What `check` foretells, and what really happens: every case under snapshots/deploys/ and
// snapshots/incidents/ goes through the program as its user runs it, and then the start is made for
// real, by bare SQLite on a copy of the database. The expectations were written by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/error.hpp"
#include "tests/real_start.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"
#include "tests/stopped_case.hpp"
#include "tests/stopped_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Texts = std::vector<std::string>;
using Json = nlohmann::json;

Texts check_words(const StoppedCase& stopped, const ExpectedCheck& expected) {
  Texts words = {"check", "app.db"};
  if (fs::exists(expected.migrations)) {
    words.insert(words.end(), {"-d", expected.migrations});
  }
  words.insert(words.end(), stopped.flags.begin(), stopped.flags.end());
  words.insert(words.end(), expected.flags.begin(), expected.flags.end());
  return words;
}

Texts with_words(Texts words, const Texts& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::string joined(const Texts& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string text_at(const Json& map, const std::string& key) {
  const auto value = map.find(key);
  return value == map.end() || !value->is_string() ? "" : value->get<std::string>();
}

/// "002_rebuild:3"; 0 is what the runner does behind the last statement.
std::string place_in(const Json& forecast) {
  if (!forecast.contains("step")) return "";
  const Json& statement = forecast.at("statement");
  return text_at(forecast, "step") + ":" + (statement.is_null() ? "0" : statement.dump());
}

std::string object_of(const Json& loss) {
  const std::string table = loss.at("table").get<std::string>();
  return loss.contains("column") ? table + "." + text_at(loss, "column") : table;
}

Texts shown_losses(const Json& forecast) {
  Texts losses;
  for (const Json& loss : forecast.value("losses", Json::array())) {
    losses.push_back(object_of(loss) + " " + loss.at("rows").dump() + " " + text_at(loss, "by"));
  }
  return losses;
}

Texts rules_of(const Json& report) {
  Texts rules;
  for (const Json& finding : report.at("findings")) {
    rules.push_back(finding.at("rule").get<std::string>());
  }
  return rules;
}

void check_rules(const Json& report, const ExpectedCheck& expected) {
  const Texts rules = rules_of(report);
  const auto found = [&](const std::string& rule) {
    return std::ranges::find(rules, rule) != rules.end();
  };
  for (const std::string& rule : expected.rules) {
    CHECK_MESSAGE(found(rule), rule, " is not among the findings:\n", joined(rules));
  }
  for (const std::string& rule : expected.rules_not) {
    CHECK_FALSE_MESSAGE(found(rule), rule, " is among the findings");
  }
}

void check_forecast(const Json& forecast, const ExpectedCheck& expected) {
  CHECK(text_at(forecast, "outcome") == expected.forecast);
  if (expected.why) CHECK(text_at(forecast, "why") == *expected.why);
  if (expected.at) CHECK(place_in(forecast) == *expected.at);
  if (expected.error) CHECK(text_at(forecast, "error") == *expected.error);
  if (expected.steps) {
    CHECK(joined(forecast.value("steps", Texts())) == joined(*expected.steps));
  }
  if (expected.losses) CHECK(joined(shown_losses(forecast)) == joined(*expected.losses));
}

std::string shown(const std::optional<RealFailure>& failure) {
  if (!failure) return "runs through";
  return "fails at " + failure->file + ":" + std::to_string(failure->statement) + ": " +
         failure->message;
}

std::string foretold_end(const Json& forecast) {
  if (text_at(forecast, "outcome") != "fails") return "runs through";
  const Json& statement = forecast.at("statement");
  return "fails at " + text_at(forecast, "file") + ":" +
         (statement.is_null() ? "0" : statement.dump()) + ": " + text_at(forecast, "error");
}

std::string shown(const Lost& lost) {
  std::string text;
  for (const auto& [object, count] : lost) text += object + " " + std::to_string(count) + "\n";
  return text;
}

Lost foretold_losses(const Json& forecast) {
  Lost lost;
  for (const Json& loss : forecast.value("losses", Json::array())) {
    lost[object_of(loss)] += loss.at("rows").get<std::int64_t>();
  }
  return lost;
}

bool has_foreign_keys(const Texts& words) {
  const auto flag = std::ranges::find(words, "--foreign-keys");
  return flag == words.end() || flag + 1 == words.end() || *(flag + 1) != "off";
}

/// Where it is not foretold, or nothing runs, nothing can be compared.
bool says_how_it_ends(const Json& forecast) {
  return text_at(forecast, "outcome") != "not-run" && !forecast.at("steps").empty();
}

/// A sample loses no more than all rows do.
bool is_within(const Lost& foretold, const Lost& lost) {
  return std::ranges::all_of(foretold, [&](const auto& entry) {
    const auto found = lost.find(entry.first);
    return found != lost.end() && entry.second <= found->second;
  });
}

void check_losses(const Json& forecast, const Lost& lost) {
  const Lost foretold = foretold_losses(forecast);
  const bool sample = text_at(forecast, "rows") == "sample";
  if (sample && is_within(foretold, lost)) return;
  CHECK(shown(foretold) == shown(lost));
}

void check_reality(const Json& forecast, const ExpectedCheck& expected, const Texts& words) {
  if (!says_how_it_ends(forecast)) return;
  if (!expected.start) {
    FAIL_CHECK("the case does not say what the start really runs");
    return;
  }
  fs::copy_file("app.db", "real.db", fs::copy_options::overwrite_existing);
  const auto failure = run_start("real.db", *expected.start, has_foreign_keys(words));
  CHECK(foretold_end(forecast) == shown(failure));
  check_losses(forecast, lost_between("app.db", "real.db", expected.start->moved));
  for (const auto& [query, answer] : expected.start->rows) {
    CHECK_MESSAGE(answer_to(open_as_application("real.db"), query) == answer, query);
  }
}

void check_says(const std::string& text, const Texts& words) {
  for (const std::string& word : words) {
    CHECK_MESSAGE(text.find(word) != std::string::npos, "'", word, "' is not said in:\n", text);
  }
}

void check_once(const StoppedCase& stopped, const ExpectedCheck& expected) {
  const Texts words = check_words(stopped, expected);
  INFO(shown_command(words));
  const std::string before = read_bytes("app.db");
  const ProgramAnswer text = run_program(words);
  const ProgramAnswer json = run_program(with_words(words, {"--format", "json"}));
  INFO(text.out, text.err);
  CHECK(text.exit_code == expected.exit_code);
  CHECK(json.exit_code == text.exit_code);
  CHECK_MESSAGE(read_bytes("app.db") == before, "asking changed the database");
  check_says(text.out + text.err, expected.says);
  const Json report = Json::parse(json.out, nullptr, false);
  if (report.is_discarded() || !report.contains("forecast")) {
    FAIL_CHECK("no report: ", json.out, json.err);
    return;
  }
  check_rules(report, expected);
  check_forecast(report.at("forecast"), expected);
  check_reality(report.at("forecast"), expected, words);
}

void check_case(const fs::path& path) {
  const StoppedCase stopped = read_stopped_case(path);
  if (stopped.checks.empty()) return;
  const ScenarioFolder folder;
  lay_out(stopped);
  for (const ExpectedCheck& expected : stopped.checks) check_once(stopped, expected);
}

}  // namespace

TEST_CASE("check: what it foretells is what happens") {
  const fs::path snapshots = fs::absolute("snapshots");
  for (const fs::path& path : all_stopped_cases(snapshots)) {
    SUBCASE(path.lexically_relative(snapshots).string().c_str()) {
      try {
        check_case(path);
      } catch (const std::exception& error) {
        FAIL_CHECK(path.string(), ": ", std::string(error.what()));
      }
    }
  }
}

}  // namespace plumbline
