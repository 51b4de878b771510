// Every case under snapshots/: what the program prints for it, and what must hold whatever it
// prints. UPDATE_SNAPSHOTS=1 rewrites the expectations; read the difference before committing it.
#include <doctest/doctest.h>

#include <cstdlib>

#include "model/error.hpp"
#include "tests/invariants.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

CaseFile updated(CaseFile file, const Answer& answer) {
  file = with_section(std::move(file), "exit", std::to_string(answer.exit_code) + "\n");
  file = with_section(std::move(file), "expect report", answer.report);
  file = without_section(std::move(file), "expect script");
  file = without_section(std::move(file), "expect refusal");
  if (!answer.refusal.empty())
    return with_section(std::move(file), "expect refusal", answer.refusal);
  if (answer.script.empty()) return file;
  return with_section(std::move(file), "expect script", answer.script);
}

std::string section(const CaseFile& file, const std::string& name) {
  return file.has(name) ? file.text(name) : "";
}

void check_case(const std::filesystem::path& path) {
  const CaseFile file = read_case_file(path);
  const ScenarioFolder folder;
  const std::string target = lay_out(file);
  const Answer answer = ask(file, "live.db", target);
  if (std::getenv("UPDATE_SNAPSHOTS") != nullptr) {
    write_case_file(updated(file, answer));
  } else {
    CHECK(case_exit(file) == answer.exit_code);
    CHECK(section(file, "expect report") == answer.report);
    CHECK(section(file, "expect script") == answer.script);
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
