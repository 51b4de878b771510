#pragma once
// The commands that our pages (*.md) show, as a reader meets them.
//
// A block of code with lines "$ command" is an example: what stands below each is what it prints.
// In a block marked `sh` are commands without their output. A comment in front of the block, which
// no reader sees, says where it is run:
//
//   <!-- in a copy of snapshots/incidents/1-half-done-migration -->
//   <!-- run by tests/via/test_via.py -->
//
// Without one, an example is run in the folder of the one before it in its section; the first in an
// empty folder.
#include <set>
#include <string>
#include <vector>

namespace plumbline {

struct ShownCommand {
  std::string text;
  std::vector<std::string> prints;  ///< lines; "…" stands for any lines
};

struct PageBlock {
  std::string page;     ///< "README.md"
  std::string section;  ///< the heading above it, of any level
  int line = 0;         ///< of its first line
  std::string language;
  std::string copy_of;  ///< a folder
  std::string run_by;   ///< a file of tests
  std::vector<std::string> lines;
};

/// All pages of the project, in the order of their names.
std::vector<std::string> all_pages();

std::vector<PageBlock> blocks_of(const std::string& page);

/// Empty where the block holds no line that begins with "$ ". A command goes on in the next line
/// where it ends with a backslash.
std::vector<ShownCommand> examples_in(const PageBlock& block);

/// What stands between backquotes outside of blocks.
std::vector<std::string> code_words_of(const std::string& page);

/// "tools/README.md#policy" of [words](tools/README.md#policy); those to other sites are left out.
std::vector<std::string> links_of(const std::string& page);

/// As a link names them: "Many databases" is "many-databases".
std::set<std::string> anchors_of(const std::string& page);

/// Whether lines are as a page shows them, with "…" for any lines.
bool fits(const std::vector<std::string>& shown, const std::vector<std::string>& printed);

}  // namespace plumbline
