// The table of runners in README.md, held to their descriptions and to what the last run of
// tests/runners saw. tools/runner-table writes it anew.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "analyzer/history/runner/runner.hpp"

namespace plumbline {
namespace {

const std::string head =
    "| runner | its log | its files | compares checksums | repairs the log | rows as the runner's "
    "own | stopped, mended, went on |\n|---|---|---|---|---|---|---|\n";

std::string log_of(const Runner& runner) {
  if (runner.mode == LogMode::user_version) return "`PRAGMA user_version`";
  if (runner.columns.empty()) return "guessed from names and values";
  std::string names;
  for (const std::string& table : runner.tables) {
    names += (names.empty() ? "`" : ", `") + table + "`";
  }
  return names;
}

std::string files_of(const Runner& runner) {
  if (runner.sections != Sections::code) return "SQL";
  const FileRule& files = runner.files;
  if (files.regex.find("sql") != std::string::npos) return "SQL; names of code";
  return files.glob.empty() && files.journal.empty() ? "inside the application" : "names of code";
}

std::string checksums_of(const Runner& runner) {
  if (!runner.checksum) return "keeps none";
  // A hash of the name says nothing of what the file holds.
  return runner.checksum->input == "key" ? "keeps none of the text" : runner.checksum->algorithm;
}

std::string repairs(const Runner& runner) {
  if (runner.key.empty()) return "as guessed";
  return runner.insert.empty() ? "no" : "yes";
}

std::string rows_of(const Runner& runner) {
  if (repairs(runner) == "no") return "";
  return runner.proven ? "proven" : "not proven by the runner";
}

std::string text_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The stories that were told with the runner itself: "12 stories, 0.28.18; 8 stories, 1.0".
std::string stories_of(const Runner& runner) {
  static const nlohmann::json results =
      nlohmann::json::parse(text_of("tests/runners/results.json"));
  std::map<std::string, int> by_version;
  for (const nlohmann::json& line : results) {
    if (line.at("runner") == runner.name) {
      by_version[line.at("version").get<std::string>()] += line.at("stories").get<int>();
    }
  }
  std::string text;
  for (const auto& [version, stories] : by_version) {
    text += (text.empty() ? "" : "; ") + std::to_string(stories) + " stories, " + version;
  }
  return text;
}

std::string row_of(const Runner& runner) {
  return "| " + runner.title + " | " + log_of(runner) + " | " + files_of(runner) + " | " +
         checksums_of(runner) + " | " + repairs(runner) + " | " + rows_of(runner) + " | " +
         stories_of(runner) + " |\n";
}

std::string table_of_runners() {
  std::string table = head;
  for (const Runner& runner : all_runners()) table += row_of(runner);
  return table;
}

/// From its first line to the first that is no row.
struct Place {
  std::size_t from = 0, size = 0;
};
Place place_of_table(const std::string& text) {
  const std::size_t from = text.find(head.substr(0, head.find(" | its log")));
  REQUIRE_MESSAGE(from != std::string::npos, "README.md has no table of runners");
  std::size_t end = from;
  while (end < text.size() && text[end] == '|') end = text.find('\n', end) + 1;
  return {from, end - from};
}

}  // namespace

TEST_CASE("README: the table of runners says what their descriptions say") {
  std::string text = text_of("README.md");
  const Place place = place_of_table(text);
  if (std::getenv("UPDATE_SNAPSHOTS") != nullptr) {
    std::ofstream("README.md", std::ios::binary)
        << text.replace(place.from, place.size, table_of_runners());
    return;
  }
  CHECK_MESSAGE(text.substr(place.from, place.size) == table_of_runners(),
                "run tools/runner-table, and read what it has changed");
}

TEST_CASE("README: the stories are of runners that are described") {
  for (const nlohmann::json& line : nlohmann::json::parse(text_of("tests/runners/results.json"))) {
    CAPTURE(line.dump());
    const std::string name = line.at("runner");
    CHECK(std::ranges::any_of(all_runners(), [&](const Runner& r) { return r.name == name; }));
  }
}

TEST_CASE("README: proven are the runners whose own rows are compared, and no others") {
  const std::string test = text_of("tests/real_log_rows_test.cpp");
  for (const Runner& runner : all_runners()) {
    CAPTURE(runner.name);
    // One line of its table of databases begins so.
    const bool compared = test.find("\n      {\"" + runner.name + "\",") != std::string::npos;
    CHECK(compared == runner.proven);
  }
}

}  // namespace plumbline
