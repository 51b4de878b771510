#pragma once
// A golden case: one text file that tells one story, as a reader sees it and as the tests run it.
//
//   # What the reader should learn, in one sentence.
//   -- live.sql --
//   CREATE TABLE …
//   -- target.yaml --
//   …
//   -- expect report --
//   …
//
// A line of a section that looks like a head itself is written with a backslash before it.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

struct CaseSection {
  std::string name;
  std::string text;  ///< every line of it, each with its newline
  int line = 0;      ///< of the head; 0 for a section that was added
};

struct CaseFile {
  std::filesystem::path path;
  std::string lesson;  ///< lines without their "# "
  std::vector<CaseSection> sections;

  bool has(std::string_view name) const;
  /// Throws Error(unreadable) that names the file where there is no such section.
  const std::string& text(std::string_view name) const;
};

/// The text of a case as values. Throws Error(unreadable) with file and line for an unknown or
/// repeated section, a missing lesson, text before the first head, a last line without newline.
CaseFile parse_case_file(const std::filesystem::path& path, std::string_view text);
CaseFile read_case_file(const std::filesystem::path& path);

/// The bytes that parse to this case: those it was read from, where nothing was changed.
std::string format_case_file(const CaseFile& file);
void write_case_file(const CaseFile& file);

/// The case with this section's text replaced, or the section added at the end.
CaseFile with_section(CaseFile file, std::string_view name, std::string text);
CaseFile without_section(CaseFile file, std::string_view name);

/// The flags of `-- options --`, parted at spaces; none where there is no such section.
std::vector<std::string> case_options(const CaseFile& file);
/// The exit code that `-- exit --` promises.
std::optional<int> case_exit(const CaseFile& file);

/// Every .case file under the folder, sorted by path so that tests run in one order everywhere.
std::vector<std::filesystem::path> all_case_files(const std::filesystem::path& folder);

}  // namespace plumbline
