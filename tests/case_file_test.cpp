#include "tests/case_file.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "model/error.hpp"

namespace plumbline {
namespace {

const std::string whole =
    "# An index that is missing is made,\n"
    "# and nothing else is touched.\n"
    "-- live.sql --\n"
    "CREATE TABLE t (a); -- plain --\n"
    "\n"
    "-- target.sql --\n"
    "CREATE TABLE t (a);\n"
    "\\-- a comment like a head --\n"
    "\\\\-- the same with a backslash --\n"
    "-- options --\n"
    "--allow drop-column  --rename a:b\n"
    "-- exit --\n"
    "3\n"
    "-- expect report --\n";

std::string error_of(const std::string& text) {
  try {
    parse_case_file("x.case", text);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a case is read into its lesson and its sections, in their order") {
  const CaseFile file = parse_case_file("x.case", whole);
  CHECK(file.lesson == "An index that is missing is made,\nand nothing else is touched.");
  REQUIRE(file.sections.size() == 5);
  CHECK(file.sections[0].name == "live.sql");
  CHECK(file.sections[0].line == 3);
  CHECK(file.text("live.sql") == "CREATE TABLE t (a); -- plain --\n\n");
  CHECK(file.text("expect report").empty());
  CHECK(case_options(file) ==
        std::vector<std::string>{"--allow", "drop-column", "--rename", "a:b"});
  CHECK(case_exit(file) == 3);
}

TEST_CASE("a backslash before a line that looks like a head makes it text") {
  CHECK(parse_case_file("x.case", whole).text("target.sql") ==
        "CREATE TABLE t (a);\n"
        "-- a comment like a head --\n"
        "\\-- the same with a backslash --\n");
}

TEST_CASE("a case that was not changed is written with the bytes it was read from") {
  CHECK(format_case_file(parse_case_file("x.case", whole)) == whole);
  for (const std::filesystem::path& path : all_case_files("snapshots")) {
    CAPTURE(path);
    std::ifstream stream(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    CHECK(format_case_file(read_case_file(path)) == bytes);
  }
}

TEST_CASE("replacing one section leaves every other byte") {
  const CaseFile file = parse_case_file("x.case", whole);
  const CaseFile changed = with_section(file, "expect report", "-- live.sql --\n");
  CHECK(format_case_file(changed) == whole + "\\-- live.sql --\n");
  CHECK(format_case_file(with_section(changed, "expect report", "")) == whole);

  const CaseFile added = with_section(file, "expect refusal", "no\n");
  CHECK(format_case_file(added) == whole + "-- expect refusal --\nno\n");
  CHECK(format_case_file(without_section(added, "expect refusal")) == whole);
}

TEST_CASE("what is wrong with a case is said with its file and line") {
  CHECK(error_of("") == "x.case:1: the case is empty");
  CHECK(error_of("-- live.sql --\n") ==
        "x.case:1: a case begins with \"# \" and the sentence that says what it teaches");
  CHECK(error_of("#  \n-- live.sql --\n").starts_with("x.case:1: "));
  CHECK(error_of("# A.\nCREATE TABLE t (a);\n").starts_with("x.case:2: only lines of the lesson"));
  CHECK(error_of("# A.\n-- live.sq --\n").starts_with("x.case:2: unknown section \"live.sq\""));
  CHECK(error_of("# A.\n-- exit --\n0\n-- exit --\n") ==
        "x.case:4: section \"exit\" is here twice");
  CHECK(error_of("# A.\n-- exit --\n0") == "x.case:3: the last line has no newline");
  CHECK(error_of("# A.\n") == "x.case:1: the case has no section");
}

TEST_CASE("a section that is not there is an error for who needs it") {
  const CaseFile file = parse_case_file("x.case", "# A.\n-- exit --\nzero\n");
  CHECK_THROWS_WITH_AS(file.text("live.sql"), "x.case: has no section \"live.sql\"", Error);
  CHECK_THROWS_WITH_AS(case_exit(file), "x.case:3: an exit code is a number", Error);
  CHECK(case_options(file).empty());
  CHECK_FALSE(case_exit(without_section(file, "exit")).has_value());
  CHECK_THROWS_WITH_AS(read_case_file("no/such.case"), "no/such.case: cannot be read", Error);
}

TEST_CASE("cases are found in folders of folders, sorted, and nothing else is") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "plumbline_case_file_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "b");
  for (const char* name : {"b/2.case", "b/1.case", "a.case", "README.md"}) {
    std::ofstream(folder / name) << "# A.\n-- exit --\n0\n";
  }
  CHECK(all_case_files(folder) == std::vector<std::filesystem::path>{
                                      folder / "a.case", folder / "b/1.case", folder / "b/2.case"});
  const CaseFile file = with_section(read_case_file(folder / "a.case"), "exit", "3\n");
  write_case_file(file);
  CHECK(case_exit(read_case_file(folder / "a.case")) == 3);
  std::filesystem::remove_all(folder);
}

}  // namespace plumbline
