// The examples in README.md are run, and say what they say there. A line "…" stands for any lines.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "analyzer/history/recorded/run_command.hpp"
#include "tests/scenario.hpp"

namespace plumbline {
namespace {

namespace fs = std::filesystem;

struct Example {
  std::string command;
  std::vector<std::string> says;
};

/// Those of all blocks of the section that begin with a command.
std::vector<Example> examples_of(const std::string& section) {
  std::ifstream readme("README.md");
  std::vector<Example> examples;
  bool in_section = false;
  bool in_block = false;
  bool has_commands = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("## ")) in_section = line == "## " + section;
    if (!in_section) continue;
    if (line.starts_with("```")) {
      in_block = !in_block;
      has_commands = false;
    } else if (in_block && line.starts_with("$ ")) {
      has_commands = true;
      examples.push_back({line.substr(2), {}});
    } else if (in_block && has_commands) {
      examples.back().says.push_back(line);
    }
  }
  return examples;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Both streams, as a terminal shows them.
std::vector<std::string> output_of(const std::string& command) {
  std::ofstream("command.sh") << command << "\n";
  run_command({"sh", "-c", "bash command.sh >said.txt 2>&1"});
  std::istringstream text(read_bytes("said.txt"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

using Line = std::vector<std::string>::const_iterator;

bool fits(Line expected, Line end_of_expected, Line said, Line end) {
  if (expected == end_of_expected) return said == end;
  if (*expected != "…") {
    return said != end && *said == *expected && fits(expected + 1, end_of_expected, said + 1, end);
  }
  for (Line from = said;; ++from) {
    if (fits(expected + 1, end_of_expected, from, end)) return true;
    if (from == end) return false;
  }
}

/// The built program is the one that is found.
class Path {
 public:
  Path() : before_(std::getenv("PATH")) {
    const std::string build = fs::read_symlink("/proc/self/exe").parent_path();
    setenv("PATH", (build + ":" + before_).c_str(), 1);
  }
  ~Path() { setenv("PATH", before_.c_str(), 1); }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;

 private:
  std::string before_;
};

void check(const std::vector<Example>& examples) {
  const Path path;
  for (const Example& example : examples) {
    const std::vector<std::string> said = output_of(example.command);
    CAPTURE(example.command);
    CHECK_MESSAGE(fits(example.says.begin(), example.says.end(), said.begin(), said.end()),
                  "README.md has\n", joined(example.says), "and it says\n", joined(said));
  }
}

}  // namespace

TEST_CASE("README: sixty seconds") {
  const std::vector<Example> examples = examples_of("Sixty seconds");
  REQUIRE(examples.size() == 8);
  const ScenarioFolder folder;
  check(examples);
}

TEST_CASE("README: sixty seconds with a half-done migration") {
  const std::vector<Example> examples = examples_of("Sixty seconds with a half-done migration");
  REQUIRE(examples.size() == 7);
  const fs::path incident = fs::absolute("snapshots/incidents/1-half-done-migration");
  const ScenarioFolder folder;
  fs::copy(incident, ".", fs::copy_options::recursive);
  check(examples);
}

TEST_CASE("README: sixty seconds before a deploy") {
  const std::vector<Example> examples = examples_of("Sixty seconds before a deploy");
  REQUIRE(examples.size() == 3);
  const fs::path deploy =
      fs::absolute("snapshots/deploys/foreign-keys-off-in-the-runners-transaction");
  const ScenarioFolder folder;
  fs::copy(deploy, ".", fs::copy_options::recursive);
  check(examples);
}

TEST_CASE("README: auditing") {
  const std::vector<Example> examples = examples_of("Auditing");
  REQUIRE(examples.size() >= 3);
  const ScenarioFolder folder;
  check(examples);
}

}  // namespace plumbline
