#include "tests/page_examples.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <optional>

namespace plumbline {
namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& file) {
  std::ifstream stream(file);
  Lines lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// "<!-- in a copy of snapshots/x -->" with that beginning: "snapshots/x".
std::optional<std::string> said_in_comment(const std::string& line, const std::string& beginning) {
  const std::string before = "<!-- " + beginning + " ";
  if (!line.starts_with(before) || !line.ends_with(" -->")) return std::nullopt;
  return line.substr(before.size(), line.size() - before.size() - 4);
}

/// What is known of a block before it begins.
PageBlock block_in(const std::string& page, const std::string& section) {
  PageBlock block;
  block.page = page;
  block.section = section;
  return block;
}

bool is_left_out(const fs::path& folder) {
  const std::string name = folder.filename();
  return name.starts_with("build") || name.starts_with(".") || name == "node_modules";
}

bool fits_from(Lines::const_iterator shown, Lines::const_iterator end_of_shown,
               Lines::const_iterator printed, Lines::const_iterator end) {
  if (shown == end_of_shown) return printed == end;
  if (*shown != "…") {
    return printed != end && *printed == *shown &&
           fits_from(shown + 1, end_of_shown, printed + 1, end);
  }
  for (auto from = printed;; ++from) {
    if (fits_from(shown + 1, end_of_shown, from, end)) return true;
    if (from == end) return false;
  }
}

}  // namespace

std::vector<std::string> all_pages() {
  std::vector<std::string> pages;
  fs::recursive_directory_iterator entry(".");
  for (; entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && is_left_out(entry->path())) entry.disable_recursion_pending();
    if (entry->path().extension() == ".md") pages.push_back(entry->path().lexically_normal());
  }
  std::ranges::sort(pages);
  return pages;
}

std::vector<PageBlock> blocks_of(const std::string& page) {
  std::vector<PageBlock> blocks;
  PageBlock next = block_in(page, "");
  bool inside = false;
  int number = 0;
  for (const std::string& line : lines_of(page)) {
    ++number;
    if (line.starts_with("```")) {
      if (inside) {
        blocks.push_back(next);
        next = block_in(page, next.section);
      } else {
        next.line = number + 1;
        next.language = line.substr(3);
      }
      inside = !inside;
    } else if (inside) {
      next.lines.push_back(line);
    } else if (line.starts_with("#")) {
      next = block_in(page, line.substr(line.find_first_not_of("# ")));
    } else if (const auto folder = said_in_comment(line, "in a copy of")) {
      next.copy_of = *folder;
    } else if (const auto test = said_in_comment(line, "run by")) {
      next.run_by = *test;
    }
  }
  return blocks;
}

std::vector<ShownCommand> examples_in(const PageBlock& block) {
  std::vector<ShownCommand> examples;
  bool goes_on = false;
  for (const std::string& line : block.lines) {
    if (goes_on) {
      examples.back().text += "\n" + line;
    } else if (line.starts_with("$ ")) {
      examples.push_back({line.substr(2), {}});
    } else if (!examples.empty()) {
      examples.back().prints.push_back(line);
      continue;
    } else {
      return {};
    }
    goes_on = line.ends_with("\\");
  }
  return examples;
}

std::vector<std::string> code_words_of(const std::string& page) {
  std::vector<std::string> words;
  bool inside = false;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with("```")) inside = !inside;
    if (inside || line.starts_with("    ")) continue;
    for (std::size_t from = line.find('`'); from != std::string::npos;) {
      const std::size_t to = line.find('`', from + 1);
      if (to == std::string::npos) break;
      words.push_back(line.substr(from + 1, to - from - 1));
      from = line.find('`', to + 1);
    }
  }
  return words;
}

std::vector<std::string> links_of(const std::string& page) {
  std::vector<std::string> links;
  for (const std::string& line : lines_of(page)) {
    for (std::size_t at = line.find("]("); at != std::string::npos; at = line.find("](", at + 1)) {
      const std::string target = line.substr(at + 2, line.find(')', at) - at - 2);
      if (target.find("://") == std::string::npos) links.push_back(target);
    }
  }
  return links;
}

std::set<std::string> anchors_of(const std::string& page) {
  std::set<std::string> anchors;
  for (const std::string& line : lines_of(page)) {
    if (!line.starts_with("#")) continue;
    std::string anchor;
    for (const char c : line.substr(line.find_first_not_of("# "))) {
      if (c == ' ' || c == '-') anchor += '-';
      if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
        anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      }
    }
    anchors.insert(anchor);
  }
  return anchors;
}

bool fits(const Lines& shown, const Lines& printed) {
  return fits_from(shown.begin(), shown.end(), printed.begin(), printed.end());
}

}  // namespace plumbline
