// Every command that a page shows is run, and prints what the page says it prints; or the page
// names the test that runs it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "analyzer/history/recorded/run_command.hpp"
#include "tests/page_examples.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Both streams, as a terminal shows them.
std::vector<std::string> printed_by(const std::string& command) {
  std::ofstream("command.sh") << command << "\n";
  run_command({"sh", "-c", "bash command.sh >said.txt 2>&1 </dev/null"});
  std::istringstream text(read_bytes("said.txt"));
  fs::remove("command.sh");
  fs::remove("said.txt");
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
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

/// The folder in which the examples of a section are run, one after the other.
class Place {
 public:
  void enter(const PageBlock& block) {
    if (folder_ && block.copy_of.empty() && block.section == section_) return;
    folder_.reset();  // and out of it, before a path is taken
    const fs::path from = block.copy_of.empty() ? "" : fs::absolute(block.copy_of);
    folder_ = std::make_unique<ScenarioFolder>();
    if (!from.empty()) fs::copy(from, ".", fs::copy_options::recursive);
    section_ = block.section;
  }

 private:
  std::unique_ptr<ScenarioFolder> folder_;
  std::string section_;
};

int run_examples_of(const std::string& page) {
  const Path path;
  Place place;
  int count = 0;
  for (const PageBlock& block : blocks_of(page)) {
    const std::vector<ShownCommand> examples = examples_in(block);
    if (examples.empty() || !block.run_by.empty()) continue;
    place.enter(block);
    for (const ShownCommand& example : examples) {
      const std::vector<std::string> printed = printed_by(example.text);
      CAPTURE(example.text);
      CHECK_MESSAGE(fits(example.prints, printed), page, " has\n", joined(example.prints),
                    "and it says\n", joined(printed));
      ++count;
    }
  }
  return count;
}

/// Of commands: a block without a language, or with that of a shell.
bool shows_commands(const PageBlock& block) {
  return block.language == "sh" || block.language == "console" || !examples_in(block).empty();
}

std::vector<std::string> words_of(const std::string& command) {
  std::istringstream text(command);
  std::vector<std::string> words;
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

/// The command as a shell reads it, in so far as pages use one; what it says against it, or "".
std::string complaint_about(std::vector<std::string> words) {
  words.erase(words.begin());
  words.erase(std::ranges::find(words, ">"), words.end());
  for (std::string& word : words) std::erase(word, '\'');
  const auto parsed = parse_command_line(words);
  const Reply* reply = std::get_if<Reply>(&parsed);
  return reply == nullptr || reply->exit_code == 0 ? "" : reply->text;
}

}  // namespace

TEST_CASE("pages: the examples are run, and print what they print there") {
  int count = 0;
  for (const std::string& page : all_pages()) count += run_examples_of(page);
  CHECK(count >= 20);
}

TEST_CASE("pages: a command that is not run here has a test that reads it from the page") {
  for (const std::string& page : all_pages()) {
    for (const PageBlock& block : blocks_of(page)) {
      if (!shows_commands(block)) continue;
      CAPTURE(page);
      CAPTURE(block.line);
      if (block.run_by.empty()) {
        CHECK_MESSAGE(!examples_in(block).empty(), "nobody runs it");
        continue;
      }
      CHECK_MESSAGE(read_bytes(block.run_by).find("pages.") != std::string::npos, block.run_by,
                    " does not read the page");
    }
  }
}

TEST_CASE("pages: no command hides in an indented block") {
  for (const std::string& page : all_pages()) {
    bool inside = false;
    std::ifstream text(page);
    for (std::string line; std::getline(text, line);) {
      if (line.starts_with("```")) inside = !inside;
      if (inside || !line.starts_with("    ")) continue;
      const std::string first = words_of(line).empty() ? "" : words_of(line).front();
      CAPTURE(page);
      CHECK_MESSAGE((first != "plumbline" && first != "cmake" && first != "npm" && first != "npx" &&
                     !first.starts_with("tools/")),
                    line);
    }
  }
}

TEST_CASE("pages: what they name is there: scripts, their flags, tests") {
  for (const std::string& page : all_pages()) {
    for (const std::string& code : code_words_of(page)) {
      const std::vector<std::string> words = words_of(code);
      if (words.empty() || !words.front().starts_with("tools/")) continue;
      CAPTURE(page);
      CAPTURE(code);
      CHECK(fs::exists(words.front()));
      if (words.size() < 2 || !words[1].starts_with("--") || words.front().ends_with("/")) continue;
      CHECK_MESSAGE(read_bytes(words.front()).find(words[1]) != std::string::npos, "no such flag");
    }
  }
}

TEST_CASE("pages: no link leads nowhere") {
  for (const std::string& page : all_pages()) {
    for (const std::string& link : links_of(page)) {
      CAPTURE(page);
      CAPTURE(link);
      const std::string file = link.substr(0, link.find('#'));
      const fs::path target = file.empty() ? fs::path(page) : fs::path(page).parent_path() / file;
      CHECK(fs::exists(target));
      if (link.find('#') == std::string::npos) continue;
      CHECK(anchors_of(target).contains(link.substr(link.find('#') + 1)));
    }
  }
}

TEST_CASE("pages: a command of ours between the lines is one that the program takes") {
  for (const std::string& page : all_pages()) {
    for (const std::string& code : code_words_of(page)) {
      const std::vector<std::string> words = words_of(code);
      if (words.size() < 2 || words.front() != "plumbline") continue;
      CAPTURE(page);
      CAPTURE(code);
      CHECK(complaint_about(words) == "");
    }
  }
}

TEST_CASE("pages: how lines fit") {
  CHECK(fits({"a", "…", "c"}, {"a", "b", "b", "c"}));
  CHECK(fits({"a", "…", "c"}, {"a", "c"}));
  CHECK(fits({"…"}, {}));
  CHECK_FALSE(fits({"a", "…", "c"}, {"a", "b"}));
  CHECK_FALSE(fits({"a"}, {"a", "b"}));
}

}  // namespace plumbline
