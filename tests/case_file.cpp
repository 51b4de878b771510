#include "tests/case_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "model/error.hpp"

namespace plumbline {
namespace {

// A closed list: a misspelt head would otherwise be a section that nothing ever reads.
constexpr std::array<std::string_view, 9> known_sections = {
    "live.sql",      "target.sql",    "target.yaml",    "options",        "exit",
    "expect report", "expect script", "expect refusal", "expect leads to"};

[[noreturn]] void fail(const std::filesystem::path& path, int line, const std::string& what) {
  throw Error(Error::Kind::unreadable, {path.generic_string(), line, 0}, what);
}

bool is_head(std::string_view line) {
  return line.size() > 6 && line.starts_with("-- ") && line.ends_with(" --");
}

std::string_view without_backslashes(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of('\\'), line.size()));
}

bool is_escaped_head(std::string_view line) {
  return line.starts_with('\\') && is_head(without_backslashes(line));
}

std::string_view unescaped(std::string_view line) {
  return is_escaped_head(line) ? line.substr(1) : line;
}

std::string escaped(std::string_view line) {
  return (is_head(without_backslashes(line)) ? "\\" : "") + std::string(line);
}

/// The lines of a text without their newlines. What follows the last newline is a line only where
/// it is not empty.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void add_head(CaseFile& file, std::string_view line, int number) {
  const std::string name(line.substr(3, line.size() - 6));
  if (std::find(known_sections.begin(), known_sections.end(), name) == known_sections.end()) {
    fail(file.path, number,
         "unknown section \"" + name + "\"; a line of text that looks like a head needs a \\");
  }
  if (file.has(name)) fail(file.path, number, "section \"" + name + "\" is here twice");
  file.sections.push_back({name, "", number});
}

void add_lesson(CaseFile& file, std::string_view line, int number) {
  if (!line.starts_with("# ") || line.find_first_not_of(' ', 2) == std::string_view::npos) {
    fail(file.path, number,
         number == 1 ? "a case begins with \"# \" and the sentence that says what it teaches"
                     : "only lines of the lesson, \"# …\", come before the first section");
  }
  if (number > 1) file.lesson += '\n';
  file.lesson += line.substr(2);
}

void add_line(CaseFile& file, std::string_view line, int number) {
  if (number > 1 && is_head(line)) return add_head(file, line, number);
  if (file.sections.empty()) return add_lesson(file, line, number);
  file.sections.back().text.append(unescaped(line)).append("\n");
}

/// Works for a case to read and for one to change.
template <class Sections>
auto find_section(Sections& sections, std::string_view name) {
  return std::find_if(sections.begin(), sections.end(),
                      [&](const CaseSection& section) { return section.name == name; });
}

}  // namespace

bool CaseFile::has(std::string_view name) const {
  return find_section(sections, name) != sections.end();
}

const std::string& CaseFile::text(std::string_view name) const {
  const auto found = find_section(sections, name);
  if (found == sections.end()) fail(path, 0, "has no section \"" + std::string(name) + "\"");
  return found->text;
}

CaseFile parse_case_file(const std::filesystem::path& path, std::string_view text) {
  CaseFile file{path, "", {}};
  if (text.empty()) fail(path, 1, "the case is empty");
  int number = 0;
  for (const std::string_view line : lines_of(text)) add_line(file, line, ++number);
  if (!text.ends_with('\n')) fail(path, number, "the last line has no newline");
  if (file.sections.empty()) fail(path, number, "the case has no section");
  return file;
}

CaseFile read_case_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) fail(path, 0, "cannot be read");
  return parse_case_file(path, std::string(std::istreambuf_iterator<char>(stream), {}));
}

std::string format_case_file(const CaseFile& file) {
  std::string result;
  for (const std::string_view line : lines_of(file.lesson)) {
    result.append("# ").append(line).append("\n");
  }
  for (const CaseSection& section : file.sections) {
    result += "-- " + section.name + " --\n";
    for (const std::string_view line : lines_of(section.text)) result += escaped(line) + "\n";
  }
  return result;
}

void write_case_file(const CaseFile& file) {
  std::ofstream stream(file.path, std::ios::binary | std::ios::trunc);
  stream << format_case_file(file) << std::flush;
  if (!stream) fail(file.path, 0, "cannot be written");
}

CaseFile with_section(CaseFile file, std::string_view name, std::string text) {
  const auto found = find_section(file.sections, name);
  if (found == file.sections.end()) {
    file.sections.push_back({std::string(name), std::move(text), 0});
  } else {
    found->text = std::move(text);
  }
  return file;
}

CaseFile without_section(CaseFile file, std::string_view name) {
  std::erase_if(file.sections, [&](const CaseSection& section) { return section.name == name; });
  return file;
}

std::vector<std::string> case_options(const CaseFile& file) {
  if (!file.has("options")) return {};
  std::istringstream words(file.text("options"));
  return {std::istream_iterator<std::string>(words), {}};
}

std::optional<int> case_exit(const CaseFile& file) {
  if (!file.has("exit")) return std::nullopt;
  const std::string& text = file.text("exit");
  int code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  if (error != std::errc() || std::string_view(end).find_first_not_of('\n') != std::string::npos) {
    fail(file.path, find_section(file.sections, "exit")->line + 1, "an exit code is a number");
  }
  return code;
}

std::vector<std::filesystem::path> all_case_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".case") {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace plumbline
