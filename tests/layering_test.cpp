// Holds the direction of the architecture, model <- rules <- analyzer <- tools, and keeps each
// library behind the one door that was chosen for it, by reading the #include lines.
#include <doctest/doctest.h>
#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {
namespace {

struct Include {
  std::string file;  ///< relative to the project's root
  int line = 0;
  bool quoted = false;
  std::string header;
};

/// Which folders the files of a folder may include. The first row that fits a file counts.
struct Direction {
  const char* files;
  std::vector<const char*> may_include;
};

const std::vector<Direction> directions = {
    {"model/*", {"model/*"}},
    {"rules/*", {"model/*", "rules/*"}},
    {"analyzer/*", {"model/*", "rules/*", "analyzer/*"}},
    {"tools/plumbline/*", {"model/*", "rules/*", "analyzer/*", "tools/plumbline/*"}},
    {"*", {"model/*", "rules/*", "analyzer/*", "tools/*", "tests/*"}}};

/// Where a library's headers may be included. The first row that fits a header counts.
struct Door {
  const char* header;
  std::vector<const char*> files;
};

const std::vector<Door> doors = {
    // Only sources: the headers of analyzer/sqlite/ declare the handles forward, so that nothing
    // outside can call SQLite past them.
    {"sqlite3*.h", {"analyzer/sqlite/*.cpp", "tests/*", "tools/bench/*", "tools/fuzz/*"}},
    {"yaml-cpp/*", {"analyzer/declare/*", "analyzer/history/*"}},
    {"boost/graph/*", {"*/order*.cpp", "*/render_dot.cpp"}},
    {"boost/regex*", {"analyzer/*"}},
    {"boost/crc*", {"analyzer/history/files/checksum.cpp"}},
    {"boost/*", {"*/order*.cpp", "*/render_dot.cpp"}},
    {"CLI/*", {"tools/plumbline/command_line*.cpp"}},
    {"kainjow/*", {"tools/plumbline/html/*"}},
    {"nlohmann/*", {"analyzer/via/*", "tools/plumbline/*", "tools/fuzz/*", "tests/*"}},
    {"doctest/*", {"tests/*"}},
    // Its recursion overflows the stack on long input, and what it matches depends on the locale.
    {"regex", {}}};

/// Libraries that one file has to itself, whichever it is.
const std::vector<const char*> one_file_only = {"openssl/*"};

constexpr int most_lines = 300;
/// Files that are longer, each with its reason.
const std::map<std::string, std::string> long_files = {};

bool fits(const std::string& path, const char* pattern) {
  return fnmatch(pattern, path.c_str(), 0) == 0;  // without FNM_PATHNAME a * goes through folders
}

bool fits_any(const std::string& path, const std::vector<const char*>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const char* pattern) { return fits(path, pattern); });
}

bool is_standard(const Include& include) {
  return !include.quoted && include.header.find_first_of("./") == std::string::npos;
}

std::string shown(const Include& include, const std::string& why) {
  return include.file + ":" + std::to_string(include.line) + ": includes " + include.header + "; " +
         why;
}

/// What is wrong with one include: a message, or nothing.
std::string fault_of(const Include& include) {
  const auto direction =
      std::find_if(directions.begin(), directions.end(),
                   [&](const Direction& row) { return fits(include.file, row.files); });
  if (include.quoted && !fits_any(include.header, direction->may_include)) {
    return shown(include, "not a path from the root, or against the direction of the layers");
  }
  const bool values_only = fits(include.file, "model/*") || fits(include.file, "rules/*");
  if (values_only && !include.quoted && !is_standard(include)) {
    return shown(include, "model/ and rules/ use the standard library only");
  }
  const auto door = std::find_if(doors.begin(), doors.end(),
                                 [&](const Door& row) { return fits(include.header, row.header); });
  if (door != doors.end() && !fits_any(include.file, door->files)) {
    return shown(include, "not the place for this library");
  }
  return "";
}

std::vector<std::string> faults_of(const std::vector<Include>& includes) {
  std::vector<std::string> faults;
  std::map<std::string, std::string> owners;
  for (const Include& include : includes) {
    const std::string fault = fault_of(include);
    if (!fault.empty()) faults.push_back(fault);
    for (const char* library : one_file_only) {
      if (!fits(include.header, library)) continue;
      const std::string& owner = owners.emplace(library, include.file).first->second;
      if (owner != include.file) faults.push_back(shown(include, "only " + owner + " may"));
    }
  }
  return faults;
}

/// Fills `header` and `quoted` where the line is an #include.
bool read_include(std::string_view line, Include& include) {
  const auto skip_blanks = [&] {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  };
  skip_blanks();
  if (!line.starts_with('#')) return false;
  line.remove_prefix(1);
  skip_blanks();
  if (!line.starts_with("include")) return false;
  line.remove_prefix(7);
  skip_blanks();
  if (!line.starts_with('"') && !line.starts_with('<')) return false;
  include.quoted = line.starts_with('"');
  line.remove_prefix(1);
  include.header = line.substr(0, line.find(include.quoted ? '"' : '>'));
  return true;
}

std::filesystem::path project_root() {
#ifdef PLUMBLINE_SOURCE_DIR
  return PLUMBLINE_SOURCE_DIR;
#else
  return ".";
#endif
}

std::set<std::string> source_files() {
  std::set<std::string> files;
  for (const char* folder : {"model", "rules", "analyzer", "tools", "tests"}) {
    REQUIRE_MESSAGE(std::filesystem::exists(project_root() / folder),
                    "run the tests from the project's root");
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(project_root() / folder)) {
      const std::filesystem::path extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp") continue;
      files.insert(entry.path().lexically_relative(project_root()).generic_string());
    }
  }
  return files;
}

struct SourceText {
  std::vector<Include> includes;
  int lines = 0;
};

SourceText read_source(const std::string& file) {
  SourceText text;
  std::ifstream stream(project_root() / file);
  for (std::string line; std::getline(stream, line);) {
    Include include{file, ++text.lines, false, ""};
    if (read_include(line, include)) text.includes.push_back(include);
  }
  return text;
}

std::string fault_in(const std::string& file, bool quoted, const std::string& header) {
  return fault_of({file, 7, quoted, header});
}

}  // namespace

TEST_CASE("includes follow the direction of the layers, libraries stay behind their doors") {
  std::vector<Include> includes;
  for (const std::string& file : source_files()) {
    const SourceText text = read_source(file);
    includes.insert(includes.end(), text.includes.begin(), text.includes.end());
  }
  CHECK(includes.size() > 100);
  for (const std::string& fault : faults_of(includes)) FAIL_CHECK(fault);
}

TEST_CASE("no source file is longer than one can keep in mind, save those with a reason") {
  for (const std::string& file : source_files()) {
    const int lines = read_source(file).lines;
    if (long_files.count(file) == 0 && lines > most_lines) {
      FAIL_CHECK(file, ":", most_lines + 1, ": the file has ", lines, " lines");
    }
    if (long_files.count(file) == 1 && lines <= most_lines) {
      FAIL_CHECK(file, ":1: the file is on the list of long files and is not long");
    }
  }
}

TEST_CASE("the layering test sees what is forbidden") {
  CHECK(fault_in("model/a.cpp", true, "rules/r.hpp") ==
        "model/a.cpp:7: includes rules/r.hpp; "
        "not a path from the root, or against the direction of the layers");
  CHECK(fault_in("analyzer/a.cpp", true, "tools/plumbline/x.hpp") != "");
  CHECK(fault_in("tools/plumbline/a.cpp", true, "tests/case_file.hpp") != "");
  CHECK(fault_in("tests/a.cpp", true, "case_file.hpp") != "");
  CHECK(fault_in("rules/a.cpp", false, "fmt/format.h") != "");
  CHECK(fault_in("analyzer/sqlite/a.hpp", false, "sqlite3.h") != "");
  CHECK(fault_in("analyzer/diff/a.cpp", false, "sqlite3.h") != "");
  CHECK(fault_in("analyzer/plan/a.cpp", false, "boost/graph/adjacency_list.hpp") != "");
  CHECK(fault_in("tests/a.cpp", false, "regex") != "");
  CHECK(faults_of({{"a.cpp", 1, false, "openssl/sha.h"}, {"b.cpp", 2, false, "openssl/sha.h"}}) ==
        std::vector<std::string>{"b.cpp:2: includes openssl/sha.h; only a.cpp may"});
}

TEST_CASE("the layering test lets pass what is allowed") {
  CHECK(fault_in("model/a.cpp", false, "vector") == "");
  CHECK(fault_in("rules/a.cpp", true, "model/schema.hpp") == "");
  CHECK(fault_in("analyzer/sqlite/a.cpp", false, "sqlite3.h") == "");
  CHECK(fault_in("analyzer/plan/order.cpp", false, "boost/graph/adjacency_list.hpp") == "");
  CHECK(fault_in("analyzer/sql_text/a.cpp", false, "boost/regex.hpp") == "");
  CHECK(fault_in("tools/fuzz/a.cpp", true, "tests/case_file.hpp") == "");
}

TEST_CASE("an #include line is known in every spelling") {
  Include include;
  CHECK((read_include("#include <map>", include) && include.header == "map" && !include.quoted));
  CHECK((read_include(" #  include\t\"a/b.hpp\"", include) && include.header == "a/b.hpp"));
  CHECK(include.quoted);
  CHECK_FALSE(read_include("// #include <map>", include));
  CHECK_FALSE(read_include("#if 1", include));
}

}  // namespace plumbline
