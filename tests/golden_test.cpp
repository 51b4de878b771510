// Every case under snapshots/: what the program prints for it, and what must hold whatever it
// prints. UPDATE_SNAPSHOTS=1 rewrites the expectations; read the difference before committing it.
#include <doctest/doctest.h>

#include <cstdlib>

#include "analyzer/sqlite/connection.hpp"
#include "model/error.hpp"
#include "tests/invariants.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

std::string section(const CaseFile& file, const std::string& name) {
  return file.has(name) ? file.text(name) : "";
}

constexpr std::string_view not_run = "-- Not run in the proof, since SQLite ";
constexpr std::string_view refuses_others = "; refuses any other database.";

/// Whether the case is about statements that SQLite 3.40 has not got, and this library has.
bool is_run_here_only(const CaseFile& file) {
  constexpr int has_alter_column = 3053000;
  return sqlite_library_version_number() >= has_alter_column &&
         section(file, "expect script").find(not_run) != std::string::npos;
}

/// Scripts are written down as SQLite 3.40 proves them. One that has all their statements runs
/// them: the header makes no excuse, and says where they lead to, `-- expect leads to --`.
std::string expected_script(const CaseFile& file) {
  std::string script = section(file, "expect script");
  if (!is_run_here_only(file)) return script;
  const std::size_t start = script.find(not_run);
  std::size_t end = script.find('\n', start) + 1;
  while (script.compare(end, 5, "--   ") == 0) end = script.find('\n', end) + 1;
  script.erase(start, end - start);
  const std::string leads_to = section(file, "expect leads to");
  return script.insert(script.find(refuses_others),
                       ", leads to " + leads_to.substr(0, leads_to.find('\n')));
}

CaseFile updated(CaseFile file, const CaseAnswer& answer) {
  if (is_run_here_only(file)) {
    const std::size_t end = answer.script.find(refuses_others);
    const std::size_t start = answer.script.rfind(' ', end) + 1;
    const std::string leads_to = answer.script.substr(start, end - start);
    return with_section(std::move(file), "expect leads to", leads_to + "\n");
  }
  file = with_section(std::move(file), "exit", std::to_string(answer.exit_code) + "\n");
  file = with_section(std::move(file), "expect report", answer.report);
  file = without_section(std::move(file), "expect script");
  file = without_section(std::move(file), "expect refusal");
  if (!answer.refusal.empty())
    return with_section(std::move(file), "expect refusal", answer.refusal);
  if (answer.script.empty()) return file;
  return with_section(std::move(file), "expect script", answer.script);
}

void check_case(const std::filesystem::path& path) {
  const CaseFile file = read_case_file(path);
  const ScenarioFolder folder;
  const std::string target = lay_out(file);
  const CaseAnswer answer = ask(file, "live.db", target);
  if (std::getenv("UPDATE_SNAPSHOTS") != nullptr) {
    write_case_file(updated(file, answer));
  } else {
    CHECK(case_exit(file) == answer.exit_code);
    CHECK(section(file, "expect report") == answer.report);
    CHECK(expected_script(file) == answer.script);
    CHECK(section(file, "expect refusal") == answer.refusal);
  }
  check_invariants(file, target, answer);
}

}  // namespace

TEST_CASE("golden cases") {
  for (const auto& path : all_case_files(std::filesystem::absolute("snapshots"))) {
    SUBCASE(path.lexically_relative(std::filesystem::absolute("snapshots")).string().c_str()) {
      try {
        check_case(path);
      } catch (const Error& error) {
        FAIL_CHECK(std::string(error.what()));
      }
    }
  }
}

}  // namespace plumbline
